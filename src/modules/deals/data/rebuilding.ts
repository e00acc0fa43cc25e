import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

const TOTALS = ['total_deltas', 'day_totals', 'month_totals', 'company_day_totals', 'company_month_totals']
/** These hold nothing but what comes from the log of deals. */
const FACTS = ['stage_stays', 'deal_reach', 'bookings', 'owner_month_totals']

/**
 * Makes commands wait. They add to the totals before they touch another derived row: whoever has not done so waits here with his log unseen, and
 * writes his own difference afterwards. Deals are read without locks, which such a command may hold.
 */
export async function lockFacts(tx: Tx): Promise<void> {
  await sql`lock table total_deltas in exclusive mode`.execute(tx)
}

/** Empties the derived tables of a company and makes its commands wait. Counts of activities stay: they do not come from the log of deals. */
export async function clearFacts(tx: Tx, workspaceId: string): Promise<void> {
  await lockFacts(tx)
  for (const table of [...FACTS, ...TOTALS]) {
    const kept = TOTALS.includes(table) ? sql`and kind not like 'activity:%'` : sql``
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid ${kept}`.execute(tx)
  }
}

/** Ids of the deals after this one, in order. */
export async function nextDeals(tx: Tx, workspaceId: string, after: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which deals come next?
    select id from deals where workspace_id = ${workspaceId}::uuid and id > ${after}::uuid order by id limit ${most}::int`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** Deletes deals with their log and lines; their facts must be gone already. */
export async function deleteDeals(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from deals where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
}
