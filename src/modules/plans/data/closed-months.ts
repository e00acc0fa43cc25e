import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Months that are closed, as '2026-10'. */
export async function closedMonths(tx: Tx, workspaceId: string): Promise<Set<string>> {
  const { rows } = await sql<{ month: string }>`
    -- Which months are closed?
    select to_char(month, 'YYYY-MM') as month from facts.closed_periods where workspace_id = ${workspaceId}::uuid`.execute(
    tx,
  )
  return new Set(rows.map(({ month }) => month))
}

/** The first of these months that is closed; its plan stays as it was. */
export async function firstClosed(tx: Tx, workspaceId: string, months: readonly string[]): Promise<string | undefined> {
  const { rows } = await sql<{ month: string }>`
    -- Is one of these months closed?
    select to_char(month, 'YYYY-MM') as month from facts.closed_periods
    where workspace_id = ${workspaceId}::uuid and month = any (${months.map((month) => `${month}-01`)}::date[]) order by month limit 1`.execute(
    tx,
  )
  return rows[0]?.month
}
