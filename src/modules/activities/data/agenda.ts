import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { CalendarTask } from '../contract.ts'
import { type ActivityLine, selectActivities, soonestFirst } from './activity-rows.ts'

/** A stretch of time, half-open. */
export interface Within {
  from: Date
  to: Date
}

/** What was planned for a deal waits with it in the trash. */
const stillMeant = sql`(a.done or a.deal_id is null or not exists (
  select from deals t where t.workspace_id = a.workspace_id and t.id = a.deal_id and t.deleted_at is not null))`

/** What these people have planned and done, soonest first. */
export function agenda(
  tx: Tx,
  workspaceId: string,
  ownerIds: readonly string[],
  { from, to }: Within,
  { cancelled, limit }: { cancelled: boolean; limit: number },
): Promise<ActivityLine[]> {
  const condition = sql`a.workspace_id = ${workspaceId}::uuid and a.owner_id = any (${[...ownerIds]}::uuid[]) and ${stillMeant}
    and a.occurred_at >= ${from}::timestamptz and a.occurred_at < ${to}::timestamptz ${cancelled ? sql`` : sql`and a.done is not null`}`
  return selectActivities(tx, 'What do these people do in this time?', condition, soonestFirst, limit)
}

/** Planned for an earlier time than `before` and never reported on, oldest first. */
export function unreported(
  tx: Tx,
  workspaceId: string,
  ownerId: string,
  before: Date,
  limit: number,
): Promise<ActivityLine[]> {
  const condition = sql`a.workspace_id = ${workspaceId}::uuid and a.owner_id = ${ownerId}::uuid and not a.done and ${stillMeant} and a.occurred_at < ${before}::timestamptz`
  return selectActivities(tx, 'What was planned and never reported on?', condition, soonestFirst, limit)
}

interface TaskRow extends Omit<CalendarTask, 'dueAt'> {
  dueAt: Date
}

/** Open tasks of these people that are due in this time. */
export async function dueTasks(
  tx: Tx,
  workspaceId: string,
  ownerIds: readonly string[],
  { from, to }: Within,
  limit: number,
): Promise<CalendarTask[]> {
  const { rows } = await sql<TaskRow>`
    -- Which tasks are due in this time?
    select t.id, t.title, t.owner_id as "ownerId", p.full_name as "ownerName", t.deal_id as "dealId", d.title as "dealTitle",
           t.due_at as "dueAt", t.has_time as "hasTime", t.priority
    from facts.tasks t
    left join facts.people p on p.workspace_id = t.workspace_id and p.id = t.owner_id
    left join facts.deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
    where t.workspace_id = ${workspaceId}::uuid and t.owner_id = any (${[...ownerIds]}::uuid[]) and t.state = 'open'
      and t.due_at >= ${from}::timestamptz and t.due_at < ${to}::timestamptz
    order by t.due_at, t.id limit ${limit}::int`.execute(tx)
  return rows.map(({ dueAt, ...row }) => ({ ...row, dueAt: dueAt.toISOString() }))
}

export interface BusyTime {
  ownerId: string
  start: Date
  durationS: number
}

/** When these people have something planned. */
export async function busyTimes(
  tx: Tx,
  workspaceId: string,
  ownerIds: readonly string[],
  { from, to }: Within,
): Promise<BusyTime[]> {
  const { rows } = await sql<BusyTime>`
    -- When are these people busy?
    select owner_id as "ownerId", occurred_at as start, coalesce(duration_s, 0) as "durationS" from activities
    where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...ownerIds]}::uuid[]) and not done
      and occurred_at >= ${from}::timestamptz - interval '1 day' and occurred_at < ${to}::timestamptz`.execute(tx)
  return rows
}
