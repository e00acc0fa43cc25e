import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { totalsToRead } from '../calc/totals-to-read.ts'

/** What one owner booked in one of the periods; nil id: nobody. */
export interface Booked {
  /** Which of the periods asked for, from 0. */
  span: number
  ownerId: string
  won: number
  amountMinor: number
}

/** Sales volume of each owner in each period: from the totals of months and days. */
export async function bookedIn(tx: Tx, workspaceId: string, periods: readonly Period[]): Promise<Booked[]> {
  const parts = periods.map(totalsToRead)
  const months = parts.flatMap((part, span) => part.months.map((total) => ({ span, ...total })))
  const days = parts.flatMap((part, span) => part.days.map((total) => ({ span, ...total })))
  const { rows } = await sql<Booked>`
    -- Who won how many deals for how much in each of these periods?
    with months (span, month, sign) as (
      select * from unnest(${months.map((one) => one.span)}::int[], ${months.map((one) => one.from)}::date[], ${months.map((one) => one.sign)}::int[])
    ), days (span, day, sign) as (
      select * from unnest(${days.map((one) => one.span)}::int[], ${days.map((one) => one.from)}::date[], ${days.map((one) => one.sign)}::int[])
    ), by_month as materialized (
      select month, owner_id, n, money from facts.month_totals
      where workspace_id = ${workspaceId}::uuid and kind = 'booked' and month = any (${months.map((one) => one.from)}::date[])
    ), by_day as materialized (
      select day, owner_id, n, money from facts.day_totals
      where workspace_id = ${workspaceId}::uuid and kind = 'booked' and day = any (${days.map((one) => one.from)}::date[])
    ), booked as (
      select span, owner_id, sign * n as n, sign * money as money from months join by_month using (month)
      union all
      select span, owner_id, sign * n, sign * money from days join by_day using (day)
    )
    select span, owner_id as "ownerId", sum(n)::int as won, sum(money)::bigint as "amountMinor"
    from booked group by span, owner_id`.execute(tx)
  return rows
}

/** Sales volume of these owners by day; all whom the actor sees when `owners` is null. */
export async function bookedByDay(
  tx: Tx,
  workspaceId: string,
  { start, end }: Period,
  owners: readonly string[] | null,
): Promise<Map<Day, number>> {
  const { rows } = await sql<{ day: Day; amountMinor: number }>`
    -- How much was booked on each day?
    select day, sum(money)::bigint as "amountMinor"
    from facts.day_totals
    where workspace_id = ${workspaceId}::uuid and kind = 'booked' and day >= ${start}::date and day < ${end}::date
      and (${owners === null} or owner_id = any (${owners ?? []}::uuid[]))
    group by day`.execute(tx)
  return new Map(rows.map((row) => [row.day, row.amountMinor]))
}
