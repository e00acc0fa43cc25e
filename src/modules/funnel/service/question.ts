import type { z } from 'zod'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { funnelFilters } from '../contract.ts'
import { membersOf } from '../data/people.ts'
import { type Pipeline, type PipelineStage, pipelineOf } from '../data/pipeline.ts'
import type { Whose } from '../data/slice.ts'
import { can } from '../policy.ts'

export type Filters = Omit<z.output<typeof funnelFilters>, 'period'>

/** Who asks, when. */
export interface Asking {
  actor: Actor
  now: Date
}

/** A question with its names resolved: which pipeline, whose deals. */
export interface Question extends Asking {
  zone: TimeZone
  pipeline: Pipeline
  /** Open stages in order, archived ones too. */
  openStages: readonly PipelineStage[]
  whose: Whose
}

/**
 * @throws Refusal FORBIDDEN to those who see no deals, NO_PIPELINE in a company without any, NOT_FOUND for a pipeline, a person or a
 * department that does not exist for the actor
 */
export async function questionOf(tx: Tx, asking: Asking, filters: Filters): Promise<Question> {
  const { actor } = asking
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const pipeline = await pipelineOf(tx, filters.pipelineId)
  if (!pipeline) throw new Refusal(filters.pipelineId ? 'NOT_FOUND' : 'NO_PIPELINE')
  const whose = {
    pipelineId: pipeline.id,
    owners: await ownersOf(tx, actor, filters),
    sources: filters.sourceIds ?? null,
  }
  const openStages = pipeline.stages.filter((stage) => stage.meaning === 'open')
  return { ...asking, zone: actor.workspace.timeZone, pipeline, openStages, whose }
}

/**
 * Whose deals the actor asks about: those named and seen by him, else all that he sees; null is everybody.
 * @throws Refusal NOT_FOUND when he sees none of those named
 */
export async function ownersOf(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'people'>,
  { sellerIds = [], departmentIds = [] }: Pick<Filters, 'sellerIds' | 'departmentIds'>,
): Promise<readonly string[] | null> {
  const seen = actor.scope === 'all' ? null : actor.people
  if (sellerIds.length === 0 && departmentIds.length === 0) return seen
  const meant = await membersOf(tx, { sellerIds, departmentIds })
  const owners = seen === null ? meant : meant.filter((id) => seen.includes(id))
  if (owners.length === 0) throw new Refusal('NOT_FOUND')
  return owners
}
