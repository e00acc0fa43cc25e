import { rateOf, type Rate } from '#core/statistics/rate.ts'
import { hereAndFurther, nothing, plus, total, type Sum } from './counts.ts'

export interface SnapshotStage {
  stageId: string
  here: Sum
  reached: Sum
  toNext: Rate
}

export interface Snapshot {
  all: Sum
  open: Sum
  won: Sum
  lost: Sum
  withoutStage: number
  overall: Rate
  stages: SnapshotStage[]
}

export interface StageMeaning {
  id: string
  meaning: 'open' | 'won' | 'lost'
}

/**
 * Where all deals stand now. Takes the pipeline's stages in order and the deals by their present stage (null: the stage is not known).
 * Overall conversion is won ÷ all; between stages it is "open further on or won" ÷ "open here, further on or won": losses have left no
 * trace of where they left, which is why this view looks better than a cohort.
 */
export function snapshotFunnel(
  stages: readonly StageMeaning[],
  standing: readonly (Sum & { stageId: string | null })[],
): Snapshot {
  const on = (stage: StageMeaning) => total(standing.filter((row) => row.stageId === stage.id))
  const meaning = (wanted: StageMeaning['meaning']) => stages.filter((stage) => stage.meaning === wanted)
  const known = new Set(stages.map((stage) => stage.id))
  const unknown = total(standing.filter((row) => row.stageId === null || !known.has(row.stageId)))
  const won = total(meaning('won').map(on))
  const here = meaning('open').map(on)
  const reached = hereAndFurther([...here, won])
  const all = total(standing)
  return {
    all,
    open: plus(total(here), unknown),
    won,
    lost: total(meaning('lost').map(on)),
    withoutStage: unknown.n,
    overall: rateOf(won.n, all.n),
    stages: meaning('open').map((stage, place) => ({
      stageId: stage.id,
      here: here[place] ?? nothing,
      reached: reached[place] ?? nothing,
      toNext: rateOf(reached[place + 1]?.n ?? 0, reached[place]?.n ?? 0),
    })),
  }
}
