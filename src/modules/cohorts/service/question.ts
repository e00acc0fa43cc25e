import type { Day, Month } from '#core/calendar/day.ts'
import { addMonths, asMonth, monthOf } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Whose } from '../data/lead-counts.ts'
import { departmentTree, isPipeline, membersInSight } from '../data/owners.ts'
import { can } from '../policy.ts'

export interface Filters {
  until?: string | undefined
  months: number
  pipelineId?: string | undefined
  sourceIds?: string[] | undefined
  sellerIds?: string[] | undefined
  departmentIds?: string[] | undefined
}

export interface Question extends Whose {
  from: Month
  until: Month
  today: Day
  /** The month that goes on. */
  running: Month
}

/** A question with its names resolved. @throws Refusal FORBIDDEN to those who see no deals, NOT_FOUND for a pipeline that is not there and where none of those named is in sight */
export async function questionOf(tx: Tx, actor: Actor, now: Date, filters: Filters): Promise<Question> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  if (filters.pipelineId && !(await isPipeline(tx, filters.pipelineId))) throw new Refusal('NOT_FOUND')
  const today = todayOf({ actor, now })
  const running = monthOf(today)
  const until = filters.until && filters.until < running ? asMonth(filters.until) : running
  return {
    from: addMonths(until, 1 - filters.months),
    until,
    today,
    running,
    owners: await ownersOf(tx, actor, filters),
    sources: filters.sourceIds ?? null,
    pipelineId: filters.pipelineId ?? null,
  }
}

/** Whose rows are asked for: those named and in sight, else all in sight; null is everybody. */
export async function ownersOf(
  tx: Tx,
  actor: Pick<Actor, 'scope' | 'people'>,
  { sellerIds = [], departmentIds = [] }: Pick<Filters, 'sellerIds' | 'departmentIds'>,
): Promise<readonly string[] | null> {
  if (sellerIds.length === 0 && departmentIds.length === 0) return actor.scope === 'all' ? null : actor.people
  const departments = await departmentTree(tx)
  const meant = new Set(departmentIds)
  for (let grown = true; grown;) {
    grown = false
    for (const { id, parentId } of departments)
      if (parentId && meant.has(parentId) && !meant.has(id)) {
        meant.add(id)
        grown = true
      }
  }
  const owners = (await membersInSight(tx))
    .filter(({ id, departmentId }) => sellerIds.includes(id) || (departmentId && meant.has(departmentId)))
    .map(({ id }) => id)
  if (owners.length === 0) throw new Refusal('NOT_FOUND')
  return owners
}
