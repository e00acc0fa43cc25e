import type { FunnelStep } from '#web/kit/funnel-bars.tsx'
import type { FunnelTexts } from '../texts.ru.ts'
import type { Rate, View } from './headline.tsx'

export type ViewName = 'now' | 'happened' | 'cohort'

/** One view as bars: the open stages in order and the win after them. */
export function stepsOf(
  name: ViewName,
  view: View,
  texts: FunnelTexts,
  money: (minor: number) => string,
): FunnelStep[] {
  const { stages, won } = rowsOf(name, view)
  const first = stages[0]?.count ?? 0
  const named = new Map(
    view.stages.map((stage) => [stage.id, stage.archived ? texts.archivedStage(stage.name) : stage.name]),
  )
  const steps = stages.map((stage, place): FunnelStep => ({
    id: stage.stageId,
    name: named.get(stage.stageId) ?? '',
    count: stage.count,
    ...(stage.amountMinor !== null && { amountMinor: stage.amountMinor }),
    ...cameHere(stages[place - 1]?.toNext),
    ...(name !== 'happened' && { fromFirst: first === 0 ? null : stage.count / first }),
    ...(name === 'cohort' &&
      place > 0 &&
      stages[place - 1]?.stageId === view.cohort.worstLeakStageId && {
        leak: texts.leak(money(stages[place - 1]?.lostMinor ?? 0)),
      }),
  }))
  const last = stages.at(-1)
  const win: FunnelStep = {
    id: 'won',
    name: texts.rows.won,
    count: won.n,
    amountMinor: won.amountMinor,
    ...cameHere(last?.toNext),
    ...(name !== 'happened' && { fromFirst: first === 0 ? null : won.n / first }),
    ...(name === 'cohort' &&
      last?.stageId === view.cohort.worstLeakStageId &&
      last && { leak: texts.leak(money(last.lostMinor)) }),
  }
  return [...steps, win]
}

/** Of how many deals a view speaks, those of which no stage is known included. */
export function dealsIn(
  name: ViewName,
  { snapshot, happened, cohort }: Pick<View, 'snapshot' | 'happened' | 'cohort'>,
): number {
  switch (name) {
    case 'now':
      return snapshot.all.n
    case 'happened':
      return happened.created.n + happened.won.n + happened.lost.n
    case 'cohort':
      return cohort.created.n
  }
}

interface Row {
  stageId: string
  count: number
  amountMinor: number | null
  toNext: Rate | number | null
  lostMinor: number
}

function rowsOf(
  name: ViewName,
  { snapshot, happened, cohort }: View,
): { stages: Row[]; won: { n: number; amountMinor: number } } {
  switch (name) {
    case 'now':
      return {
        won: snapshot.won,
        stages: snapshot.stages.map(({ stageId, reached, toNext }) => ({
          stageId,
          count: reached.n,
          amountMinor: reached.amountMinor,
          toNext,
          lostMinor: 0,
        })),
      }
    case 'happened':
      return {
        won: happened.won,
        stages: happened.stages.map(({ stageId, entered, toNext }) => ({
          stageId,
          count: entered,
          amountMinor: null,
          toNext,
          lostMinor: 0,
        })),
      }
    case 'cohort':
      return {
        won: cohort.won,
        stages: cohort.stages.map(({ stageId, reached, toNext, lost }) => ({
          stageId,
          count: reached.n,
          amountMinor: reached.amountMinor,
          toNext,
          lostMinor: lost.amountMinor,
        })),
      }
  }
}

/** The conversion that stands above a bar: the share of the stage before that came here. */
function cameHere(fromBefore: Rate | number | null | undefined): Pick<FunnelStep, 'conversion' | 'low' | 'high'> {
  if (fromBefore == null) return { conversion: null }
  if (typeof fromBefore === 'number') return { conversion: fromBefore }
  const { share, low, high } = fromBefore
  return { conversion: share, ...(low !== null && { low }), ...(high !== null && { high }) }
}
