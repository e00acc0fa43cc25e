import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { ActivityKind, ActivityState } from '../contract.ts'
import { type ActivityLine, selectPlaced } from './activity-rows.ts'

export interface ActivityFilter {
  dealId?: string | undefined
  companyId?: string | undefined
  contactId?: string | undefined
  ownerIds?: readonly string[] | undefined
  kinds?: readonly ActivityKind[] | undefined
  states?: readonly ActivityState[] | undefined
  /** Half-open, in milliseconds. */
  from?: number | undefined
  to?: number | undefined
  text?: string | undefined
  /** What a person has put together. */
  where?: RawBuilder<unknown> | undefined
}

/** Activities in an order, after the given place; `limit` at most. */
export function foundActivities(
  tx: Tx,
  workspaceId: string,
  filter: ActivityFilter,
  order: RowOrder,
  { after, limit }: { after: ListPlace | undefined; limit: number },
): Promise<{ line: ActivityLine; place: string }[]> {
  const all = sql`${conditionOf(workspaceId, filter)} and ${order.after(after)}`
  return selectPlaced(tx, 'Which contacts with clients have there been?', all, order, limit)
}

/** How many activities a filter finds, and how many of them took place. */
export async function countActivities(
  tx: Tx,
  workspaceId: string,
  filter: ActivityFilter,
): Promise<{ count: number; done: number }> {
  const { rows } = await sql<{ count: number; done: number }>`
    -- How many activities does this filter find?
    select count(*)::int as count, (count(*) filter (where a.done))::int as done
    from activities a where a.deleted_at is null and ${conditionOf(workspaceId, filter)}`.execute(tx)
  return rows[0] ?? { count: 0, done: 0 }
}

function conditionOf(workspaceId: string, filter: ActivityFilter): RawBuilder<unknown> {
  const conditions = [sql`a.workspace_id = ${workspaceId}::uuid`]
  if (filter.dealId) conditions.push(sql`a.deal_id = ${filter.dealId}::uuid`)
  if (filter.companyId) conditions.push(sql`a.company_id = ${filter.companyId}::uuid`)
  if (filter.contactId) conditions.push(sql`a.contact_id = ${filter.contactId}::uuid`)
  if (filter.ownerIds) conditions.push(sql`a.owner_id = any (${[...filter.ownerIds]}::uuid[])`)
  if (filter.kinds) conditions.push(sql`a.kind = any (${[...filter.kinds]}::text[])`)
  if (filter.states) {
    const states = filter.states.map((state) => STATES[state])
    conditions.push(states.length === 0 ? sql`false` : sql`(${sql.join(states, sql` or `)})`)
  }
  if (filter.from !== undefined) conditions.push(sql`a.occurred_at >= ${new Date(filter.from)}::timestamptz`)
  if (filter.to !== undefined) conditions.push(sql`a.occurred_at < ${new Date(filter.to)}::timestamptz`)
  if (filter.text) {
    conditions.push(sql`(a.title ilike like_pattern(${filter.text}) or a.result ilike like_pattern(${filter.text}))`)
  }
  if (filter.where) conditions.push(filter.where)
  return sql.join(conditions, sql` and `)
}

const STATES: Record<ActivityState, ReturnType<typeof sql>> = {
  planned: sql`a.done = false`,
  done: sql`a.done`,
  cancelled: sql`a.done is null`,
}
