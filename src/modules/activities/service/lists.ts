import { addDays, asDay } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Activity, ActivityEdit } from '../contract.ts'
import { editsOf } from '../data/edits.ts'
import { type ActivityFilter, foundActivities } from '../data/found-activities.ts'
import { hasDeal } from '../data/subjects.ts'
import { can } from '../policy.ts'
import { type By, shown, withRights, zoneOf } from './change.ts'

interface Slice {
  cursor?: [string, string] | undefined
  limit: number
}

interface Slices {
  rows: Activity[]
  nextCursor: string | null
}

/** One page of a deal's contacts. @throws Refusal FORBIDDEN, NOT_FOUND when the deal does not exist for the actor */
export async function listActivities(tx: Tx, actor: Actor, { dealId, ...slice }: Slice & { dealId: string }) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  if (!(await hasDeal(tx, actor.workspaceId, dealId))) throw new Refusal('NOT_FOUND')
  return onePage(tx, actor, { dealId }, slice)
}

interface Find extends Slice, Omit<ActivityFilter, 'from' | 'to'> {
  from?: string | undefined
  to?: string | undefined
}

/** One page of activities that the actor may see. @throws Refusal FORBIDDEN */
export async function findActivities(tx: Tx, by: By, { cursor, limit, from, to, ...filter }: Find): Promise<Slices> {
  if (!can(by.actor, 'read')) throw new Refusal('FORBIDDEN')
  const zone = zoneOf(by)
  const bounds = {
    from: from === undefined ? undefined : startOfDay(asDay(from), zone).getTime(),
    to: to === undefined ? undefined : startOfDay(addDays(asDay(to), 1), zone).getTime(),
  }
  return onePage(tx, by.actor, { ...filter, ...bounds }, { cursor, limit })
}

async function onePage(tx: Tx, actor: Actor, filter: ActivityFilter, { cursor, limit }: Slice): Promise<Slices> {
  const found = await foundActivities(tx, actor.workspaceId, filter, cursor, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map((line) => withRights(actor, line)),
    nextCursor: last ? cursorText([last.occurredAt, last.id]) : null,
  }
}

/** One activity with what was changed in it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function oneActivity(tx: Tx, actor: Actor, id: string): Promise<Activity & { edits: ActivityEdit[] }> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const activity = await shown(tx, actor, id)
  return { ...activity, edits: await editsOf(tx, actor.workspaceId, id) }
}
