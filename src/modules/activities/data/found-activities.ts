import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ActivityKind, ActivityState } from '../contract.ts'
import { type ActivityLine, newestFirst, selectActivities } from './activity-rows.ts'

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
}

/** Activities newest first, after the given one; `limit` at most. */
export function foundActivities(
  tx: Tx,
  workspaceId: string,
  filter: ActivityFilter,
  after: readonly [string, string] | undefined,
  limit: number,
): Promise<ActivityLine[]> {
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
  if (after) {
    const [at, id] = after
    conditions.push(sql`(date_trunc('milliseconds', a.occurred_at), a.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const all = sql.join(conditions, sql` and `)
  return selectActivities(tx, 'Which contacts with clients have there been?', all, newestFirst, limit)
}

const STATES: Record<ActivityState, ReturnType<typeof sql>> = {
  planned: sql`a.done = false`,
  done: sql`a.done`,
  cancelled: sql`a.done is null`,
}
