import { normalizeName } from '#core/files/values.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { keptText } from '../calc/kept-text.ts'
import type { Mapping, StageChoice } from '../calc/mapping.ts'
import type { Meaning } from '../calc/stage-words.ts'
import {
  insertPipelines,
  insertStages,
  type KnownStage,
  knownStages,
  type NewPipeline,
  type NewStage,
  shiftClosedStages,
} from '../data/dictionaries.ts'

export interface MatchedStage {
  id: string
  pipelineId: string
  name: string
  meaning: Meaning
}

/** Names of the stages that a new pipeline gets where the file has none of their meaning. */
export type FirstStages = Record<Meaning, string>

/** How a stage or pipeline that the file speaks of is compared. */
export const stageKey = (pipeline: string, value: string): string =>
  `${normalizeName(pipeline)}\n${normalizeName(value)}`

/** From what the file calls a stage to the stage, by what people decided; new pipelines and stages are made once. */
export class StageBook {
  readonly #byValue = new Map<string, MatchedStage>()
  /** By the file's own spelling. */
  readonly #found = new Map<string, MatchedStage | undefined>()
  readonly #byId: Map<string, MatchedStage>
  readonly newPipelines: NewPipeline[] = []
  readonly newStages: NewStage[] = []
  readonly #known: readonly KnownStage[]

  private constructor(known: readonly KnownStage[]) {
    this.#known = known
    this.#byId = new Map(known.map((stage) => [stage.id, stage]))
  }

  static async open(tx: Tx, mapping: Mapping, first: FirstStages): Promise<StageBook> {
    const book = new StageBook(await knownStages(tx))
    book.#match(mapping)
    book.#complete(first)
    return book
  }

  find(pipeline: string, value: string): MatchedStage | undefined {
    const spelling = `${pipeline}\n${value}`
    if (this.#found.has(spelling)) return this.#found.get(spelling)
    const stage = this.#byValue.get(stageKey(pipeline, value))
    this.#found.set(keptText(spelling), stage)
    return stage
  }

  byId(id: string): MatchedStage | undefined {
    return this.#byId.get(id)
  }

  /** Whether a pipeline that has deals already gets stages: its facts must be made anew. */
  get extendsPipeline(): boolean {
    const made = new Set(this.newPipelines.map(({ id }) => id))
    return this.newStages.some(({ pipelineId }) => !made.has(pipelineId))
  }

  async write(tx: Tx, workspaceId: string): Promise<void> {
    if (this.newPipelines.length > 0) await insertPipelines(tx, workspaceId, this.newPipelines)
    for (const [pipelineId, stages] of Map.groupBy(this.newStages, (stage) => stage.pipelineId)) {
      if (this.#known.some((stage) => stage.pipelineId === pipelineId)) {
        await shiftClosedStages(tx, workspaceId, pipelineId, stages.length)
      }
    }
    if (this.newStages.length > 0) await insertStages(tx, workspaceId, this.newStages)
  }

  #match({ pipelines, stages }: Mapping): void {
    const made = new Map<string, string>()
    const pipelineFor = (value: string): string | null => {
      const choice = pipelines.find((one) => normalizeName(one.value) === normalizeName(value))
      if (!choice) return null
      if ('pipelineId' in choice.to) {
        const { pipelineId } = choice.to
        return this.#known.some((stage) => stage.pipelineId === pipelineId) ? pipelineId : null
      }
      const key = normalizeName(choice.to.name)
      // Another import may have made it since the choice: pipelines of one name are one.
      let id = made.get(key) ?? this.#known.find(({ pipeline }) => normalizeName(pipeline) === key)?.pipelineId
      if (id === undefined) {
        id = uuid7()
        made.set(key, id)
        this.newPipelines.push({ id, name: choice.to.name })
      }
      return id
    }
    for (const choice of stages) {
      const stage =
        'stageId' in choice.to
          ? this.#byId.get(choice.to.stageId)
          : this.#newStage(choice, pipelineFor(choice.pipeline))
      if (stage) this.#byValue.set(stageKey(choice.pipeline, choice.value), stage)
    }
    // A pipeline for which no stage was wanted after all.
    const used = new Set(this.newStages.map(({ pipelineId }) => pipelineId))
    for (const [index, { id }] of [...this.newPipelines.entries()].toReversed()) {
      if (!used.has(id)) this.newPipelines.splice(index, 1)
    }
  }

  #newStage({ to }: StageChoice, pipelineId: string | null): MatchedStage | undefined {
    if ('stageId' in to || pipelineId === null) return undefined
    const key = normalizeName(to.name)
    const same = [...this.#known, ...this.newStages].find(
      (stage) => stage.pipelineId === pipelineId && normalizeName(stage.name) === key && stage.meaning === to.meaning,
    )
    if (same) return this.#byId.get(same.id)
    const stage = { id: uuid7(), pipelineId, name: to.name, meaning: to.meaning, position: to.position }
    this.newStages.push(stage)
    this.#byId.set(stage.id, stage)
    return stage
  }

  /** Gives every new pipeline stages of each meaning, and all new stages their place: open ones in order, then won, then lost. */
  #complete(first: FirstStages): void {
    for (const { id: pipelineId } of this.newPipelines) {
      for (const meaning of ['open', 'won', 'lost'] as const) {
        const has = this.newStages.some((stage) => stage.pipelineId === pipelineId && stage.meaning === meaning)
        if (!has) this.newStages.push({ id: uuid7(), pipelineId, name: first[meaning], meaning, position: 1_000 })
      }
    }
    const order = { open: 0, won: 1, lost: 2 }
    for (const [pipelineId, stages] of Map.groupBy(this.newStages, (stage) => stage.pipelineId)) {
      const known = this.#known.filter((stage) => stage.pipelineId === pipelineId)
      const open = known.filter((stage) => stage.meaning === 'open')
      const last = (of: readonly KnownStage[]) => Math.max(-1, ...of.map(({ position }) => position))
      // In a pipeline that is there, new open stages come after the open ones, new closing ones at the very end.
      let openPlace = last(open) + 1
      let closedPlace = Math.max(last(known) + 1, openPlace) + stages.length
      for (const stage of stages.toSorted((a, b) => order[a.meaning] - order[b.meaning] || a.position - b.position)) {
        stage.position = stage.meaning === 'open' ? openPlace++ : closedPlace++
      }
    }
  }
}
