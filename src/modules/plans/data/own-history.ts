import { sql } from 'kysely'
import type { Day, Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedIn, type PlanMetric } from '../calc/plan-metrics.ts'

/** What one person brought in one month ('2025-11'), in the unit of the metric. */
export interface MonthFact {
  personId: string
  month: string
  amountMinor: number
}

/** What each person in scope brought in each month of the year; months without anything are absent. */
export async function factOfYear(tx: Tx, workspaceId: string, metric: PlanMetric, year: number): Promise<MonthFact[]> {
  const { kinds, of } = countedIn(metric)
  const [from, to] = [`${year}-01-01`, `${year}-12-01`]
  if (kinds.length === 0) {
    const { rows } = await sql<MonthFact>`
      -- Who received how many incoming leads in which month of the year?
      select l.owner_id as "personId", to_char(l.received_at at time zone w.time_zone, 'YYYY-MM') as month, count(*)::int as "amountMinor"
      from facts.leads l join facts.workspaces w on w.id = l.workspace_id
      where l.workspace_id = ${workspaceId}::uuid and l.state <> 'spam' and l.owner_id is not null
        and l.received_at >= ${from}::date::timestamp at time zone w.time_zone and l.received_at < (${to}::date + interval '1 month') at time zone w.time_zone
      group by 1, 2`.execute(tx)
    return rows
  }
  const { rows } = await sql<MonthFact>`
    -- Who brought how much in which month of the year?
    select owner_id as "personId", to_char(month, 'YYYY-MM') as month,
           sum(case when ${of} = 'money' then money else n end)::bigint as "amountMinor"
    from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind = any (${[...kinds]}::text[]) and month between ${from}::date and ${to}::date
      and owner_id <> nil_uuid()
    group by owner_id, month`.execute(tx)
  return rows
}

/** What was brought on each day of `[start, end)` by all whom the actor sees. */
export async function factByDay(
  tx: Tx,
  workspaceId: string,
  metric: PlanMetric,
  { start, end }: { start: Day; end: Day },
): Promise<Map<Day, number>> {
  const { kinds, of } = countedIn(metric)
  const { rows } = await sql<{ day: Day; amount: number }>`
    -- How much was brought on each day?
    select day, sum(case when ${of} = 'money' then money else n end)::bigint as amount
    from facts.day_totals
    where workspace_id = ${workspaceId}::uuid and kind = any (${[...kinds]}::text[]) and day >= ${start}::date and day < ${end}::date
    group by day`.execute(tx)
  return new Map(rows.map(({ day, amount }) => [day, amount]))
}

/** The same by months, of those who see everybody from the totals of the company. */
export async function factByMonth(
  tx: Tx,
  workspaceId: string,
  metric: PlanMetric,
  { from, to }: { from: Month; to: Month },
): Promise<Map<Month, number>> {
  const { kinds, of } = countedIn(metric)
  const { rows } = await sql<{ month: Month; amount: number }>`
    -- How much was brought in each month?
    select to_char(month, 'YYYY-MM') as month, sum(case when ${of} = 'money' then money else n end)::bigint as amount
    from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind = any (${[...kinds]}::text[])
      and month between ${`${from}-01`}::date and ${`${to}-01`}::date
    group by 1`.execute(tx)
  return new Map(rows.map(({ month, amount }) => [month, amount]))
}
