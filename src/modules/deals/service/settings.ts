import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Meaning, NamedChoice, Pipeline, Stage } from '../contract.ts'
import { type ChoiceChange, type ChoiceTable, insertChoice, updateChoice } from '../data/choices.ts'
import {
  countOpenDeals,
  insertPipeline,
  insertStages,
  listPipelines,
  type NewStage,
  orderStages,
  type PipelineChange,
  stageHasHistory,
  updatePipeline,
  updateStage,
} from '../data/pipelines.ts'
import { takeStages } from '../data/standing-stages.ts'
import { can } from '../policy.ts'

/** A changed pipeline, and whether the facts must be made anew because of it: they depend on which open stages there are, in which order. */
export interface ChangedPipeline {
  pipeline: Pipeline
  rebuild: boolean
}

/** @throws Refusal FORBIDDEN, PIPELINE_NEEDS_STAGES */
export async function addPipeline(
  tx: Tx,
  actor: Actor,
  { name, stages }: { name: string; stages: readonly NewStage[] },
): Promise<Pipeline> {
  allow(actor)
  if (!isWhole(stages)) throw new Refusal('PIPELINE_NEEDS_STAGES')
  const id = await insertPipeline(tx, actor.workspaceId, name)
  await insertStages(tx, actor.workspaceId, id, inOrder(stages))
  await audit(tx, actor, 'pipeline.added', 'pipeline', id, { name })
  return pipelineOf(tx, actor, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, STAGES_HELD, PIPELINE_HAS_DEALS when there are open deals to archive it with */
export async function editPipeline(
  tx: Tx,
  actor: Actor,
  { id, ...change }: PipelineChange & { id: string },
): Promise<Pipeline> {
  allow(actor)
  if (change.archived !== undefined) await beforeChange(tx, actor.workspaceId)
  const { archived } = await pipelineOf(tx, actor, id)
  if (change.archived && !archived) {
    const deals = await countOpenDeals(tx, actor.workspaceId, id)
    if (deals > 0) throw new Refusal('PIPELINE_HAS_DEALS', { deals })
  }
  await updatePipeline(tx, actor.workspaceId, id, change)
  await audit(tx, actor, 'pipeline.changed', 'pipeline', id, change)
  return pipelineOf(tx, actor, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, STAGES_HELD */
export async function addStage(
  tx: Tx,
  actor: Actor,
  { pipelineId, ...stage }: NewStage & { pipelineId: string },
): Promise<ChangedPipeline> {
  allow(actor)
  await beforeChange(tx, actor.workspaceId)
  await pipelineOf(tx, actor, pipelineId)
  await insertStages(tx, actor.workspaceId, pipelineId, [stage])
  // Open stages stand before won before lost, whichever was added last.
  const { stages } = await pipelineOf(tx, actor, pipelineId)
  await orderStages(tx, actor.workspaceId, pipelineId, idsInOrder([], stages))
  await audit(tx, actor, 'stage.added', 'pipeline', pipelineId, { name: stage.name, meaning: stage.meaning })
  return { pipeline: await pipelineOf(tx, actor, pipelineId), rebuild: stage.meaning === 'open' }
}

interface StageEdit {
  id: string
  name?: string | undefined
  color?: string | undefined
  meaning?: Meaning | undefined
  archived?: false | undefined
}

/** A stage that comes back stands where it stood. @throws Refusal FORBIDDEN, NOT_FOUND, STAGES_HELD, STAGE_HAS_HISTORY, PIPELINE_NEEDS_STAGES */
export async function editStage(tx: Tx, actor: Actor, { id, ...change }: StageEdit): Promise<ChangedPipeline> {
  allow(actor)
  if (change.meaning !== undefined || change.archived !== undefined) await beforeChange(tx, actor.workspaceId)
  const { stage, pipeline } = await stageOf(tx, actor, id)
  const isOther = change.meaning !== undefined && change.meaning !== stage.meaning
  if (isOther) {
    if (await stageHasHistory(tx, actor.workspaceId, id)) throw new Refusal('STAGE_HAS_HISTORY')
    if (!isWhole(inUse(pipeline).map((one) => (one.id === id ? { meaning: change.meaning ?? one.meaning } : one)))) {
      throw new Refusal('PIPELINE_NEEDS_STAGES')
    }
  }
  await updateStage(tx, actor.workspaceId, id, change)
  await audit(tx, actor, 'stage.changed', 'stage', id, change)
  const comesBack = stage.archived && change.archived === false && stage.meaning === 'open'
  return { pipeline: await pipelineOf(tx, actor, pipeline.id), rebuild: isOther || comesBack }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, STAGES_HELD, STAGE_UNKNOWN when a stage is of another pipeline */
export async function putInOrder(
  tx: Tx,
  actor: Actor,
  { pipelineId, stageIds }: { pipelineId: string; stageIds: readonly string[] },
): Promise<ChangedPipeline> {
  allow(actor)
  await beforeChange(tx, actor.workspaceId)
  const { stages } = await pipelineOf(tx, actor, pipelineId)
  const wanted = stageIds.map((id) => stages.find((stage) => stage.id === id))
  if (wanted.includes(undefined)) throw new Refusal('STAGE_UNKNOWN')
  await orderStages(tx, actor.workspaceId, pipelineId, idsInOrder(wanted as Stage[], stages))
  await audit(tx, actor, 'stages.ordered', 'pipeline', pipelineId)
  return { pipeline: await pipelineOf(tx, actor, pipelineId), rebuild: true }
}

/** @throws Refusal FORBIDDEN, SOURCE_EXISTS, LOSS_REASON_EXISTS, COMPETITOR_EXISTS, CONTACT_ROLE_EXISTS */
export async function addChoice(tx: Tx, actor: Actor, table: ChoiceTable, name: string): Promise<NamedChoice> {
  allow(actor)
  const added = await insertChoice(tx, actor.workspaceId, table, name)
  if (!added) throw new Refusal(TAKEN[table])
  return added
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, SOURCE_EXISTS, LOSS_REASON_EXISTS */
export async function editChoice(
  tx: Tx,
  actor: Actor,
  table: ChoiceTable,
  { id, ...change }: ChoiceChange & { id: string },
): Promise<NamedChoice> {
  allow(actor)
  const changed = await updateChoice(tx, actor.workspaceId, table, id, change)
  if (changed === 'taken') throw new Refusal(TAKEN[table])
  if (!changed) throw new Refusal('NOT_FOUND')
  return changed
}

const TAKEN: Record<ChoiceTable, string> = {
  sources: 'SOURCE_EXISTS',
  loss_reasons: 'LOSS_REASON_EXISTS',
  competitors: 'COMPETITOR_EXISTS',
  contact_roles: 'CONTACT_ROLE_EXISTS',
}

export function allow(actor: Actor): void {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
}

/** @throws Refusal STAGES_HELD while deals come in by what stages are now */
export async function beforeChange(tx: Tx, workspaceId: string): Promise<void> {
  if (!(await takeStages(tx, workspaceId))) throw new Refusal('STAGES_HELD')
}

export async function pipelineOf(tx: Tx, actor: Actor, id: string): Promise<Pipeline> {
  const found = (await listPipelines(tx, actor.workspaceId)).find((pipeline) => pipeline.id === id)
  if (!found) throw new Refusal('NOT_FOUND')
  return found
}

export async function stageOf(tx: Tx, actor: Actor, id: string): Promise<{ stage: Stage; pipeline: Pipeline }> {
  for (const pipeline of await listPipelines(tx, actor.workspaceId)) {
    const stage = pipeline.stages.find((one) => one.id === id)
    if (stage) return { stage, pipeline }
  }
  throw new Refusal('NOT_FOUND')
}

export const inUse = (pipeline: Pipeline) => pipeline.stages.filter(({ archived }) => !archived)

/** Whether a deal can be open, be won and be lost in a pipeline of these stages. */
export function isWhole(stages: readonly { meaning: string }[]): boolean {
  return MEANINGS.every((meaning) => stages.some((stage) => stage.meaning === meaning))
}

const MEANINGS: readonly string[] = ['open', 'won', 'lost']

/**
 * Stages in the order wanted. One that is not named, as archived ones on the screen, stays behind the stage that it stood behind: deals of the past came
 * to it there.
 */
function idsInOrder(wanted: readonly Stage[], all: readonly Stage[]): string[] {
  const order = [...wanted]
  let before: Stage | undefined
  for (const stage of inOrder(all.toSorted((a, b) => a.position - b.position))) {
    if (!order.includes(stage)) order.splice(before ? order.indexOf(before) + 1 : 0, 0, stage)
    before = stage
  }
  return inOrder(order).map(({ id }) => id)
}

function inOrder<Item extends { meaning: string }>(stages: readonly Item[]): Item[] {
  return MEANINGS.flatMap((meaning) => stages.filter((stage) => stage.meaning === meaning))
}
