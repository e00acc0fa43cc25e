import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Sales volume of one person in one month ('2025-11'). */
export interface MonthSales {
  personId: string
  month: string
  amountMinor: number
}

/** What each person in scope sold in each month of the year; months without sales are absent. */
export async function salesOfYear(tx: Tx, workspaceId: string, year: number): Promise<MonthSales[]> {
  const { rows } = await sql<MonthSales>`
    -- Who sold how much in which month of the year?
    select owner_id as "personId", to_char(month, 'YYYY-MM') as month, sum(money)::bigint as "amountMinor"
    from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind = 'booked' and month between ${`${year}-01-01`}::date and ${`${year}-12-01`}::date
      and owner_id <> nil_uuid()
    group by owner_id, month`.execute(tx)
  return rows
}
