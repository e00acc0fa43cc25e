import { addDays, asDay } from '#core/calendar/day.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { askedPlace, listCondition, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { Activity, ActivityEdit, ActivityQuestion } from '../contract.ts'
import { ACTIVITY_ORDER, activityId, activityListFields } from '../data/activity-columns.ts'
import type { ActivityLine } from '../data/activity-rows.ts'
import { editsOf } from '../data/edits.ts'
import { type ActivityFilter, countActivities, foundActivities } from '../data/found-activities.ts'
import { hasDeal } from '../data/subjects.ts'
import { can } from '../policy.ts'
import { shown, withRights } from './change.ts'

interface Slice {
  cursor?: ListPlace | undefined
  limit: number
}

interface Slices {
  rows: Activity[]
  nextCursor: string | null
}

/** One page of a deal's contacts. @throws Refusal FORBIDDEN, NOT_FOUND when the deal does not exist for the actor, CURSOR_BROKEN */
export async function listActivities(tx: Tx, by: By, { dealId, ...slice }: Slice & { dealId: string }) {
  allowRead(by.actor)
  if (!(await hasDeal(tx, by.actor.workspaceId, dealId))) throw new Refusal('NOT_FOUND')
  return findActivities(tx, by, { dealId, ...slice })
}

/** One page of activities that the actor may see. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN */
export async function findActivities(
  tx: Tx,
  by: By,
  { cursor, limit, sort, ...asked }: ActivityQuestion & Slice,
): Promise<Slices> {
  const filter = askedActivities(by, asked)
  const { lines, next } = await activityPage(tx, by, filter, orderOf(sort), { cursor, limit })
  return { rows: lines.map((line) => withRights(by.actor, line)), nextCursor: next ? cursorText(next) : null }
}

/** How many activities a question finds. @throws Refusal FORBIDDEN, FILTER_BAD */
export async function activityTotals(tx: Tx, by: By, asked: Omit<ActivityQuestion, 'sort'>) {
  return countActivities(tx, by.actor.workspaceId, askedActivities(by, asked))
}

/** A question in the terms of the database. @throws Refusal FORBIDDEN, FILTER_BAD */
export function askedActivities(
  by: By,
  { from, to, where, ...filter }: Omit<ActivityQuestion, 'sort'>,
): ActivityFilter {
  allowRead(by.actor)
  const zone = zoneOf(by)
  return {
    ...filter,
    from: from === undefined ? undefined : startOfDay(asDay(from), zone).getTime(),
    to: to === undefined ? undefined : startOfDay(addDays(asDay(to), 1), zone).getTime(),
    where: where && listCondition(where, activityListFields, by),
  }
}

/** The order that was asked for, or the newest first. */
export const orderOf = (sort: string | undefined): RowOrder => rowOrder(sort ?? '-start', ACTIVITY_ORDER, activityId)

/** So many activities from a place on, and where the next ones begin. @throws Refusal CURSOR_BROKEN */
export async function activityPage(
  tx: Tx,
  { actor }: By,
  filter: ActivityFilter,
  order: RowOrder,
  { cursor, limit }: Slice,
): Promise<{ lines: ActivityLine[]; next: ListPlace | undefined }> {
  const after = askedPlace(order, cursor)
  const found = await foundActivities(tx, actor.workspaceId, filter, order, { after, limit: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    lines: found.slice(0, limit).map(({ line }) => line),
    next: last && order.placeOf({ id: last.line.id, place: last.place }),
  }
}

/** One activity with what was changed in it. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function oneActivity(tx: Tx, actor: Actor, id: string): Promise<Activity & { edits: ActivityEdit[] }> {
  allowRead(actor)
  const activity = await shown(tx, actor, id)
  return { ...activity, edits: await editsOf(tx, actor.workspaceId, id) }
}

function allowRead(actor: Actor): void {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
}
