import { type RawBuilder, sql } from 'kysely'
import type { Day, Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import { countedIn, type PlanMetric } from '#modules/plans/api.ts'
import { type Total, totalsToRead } from '../calc/totals-to-read.ts'

/** What one owner brought in one of the periods; nil id: nobody. */
export interface Booked {
  /** Which of the periods asked for, from 0. */
  span: number
  ownerId: string
  /** Pieces: deals won less taken back, calls … */
  won: number
  /** In the unit of the metric: minor units, or the pieces once more. */
  amountMinor: number
}

/** Kinds of totals are a few words of ours. They stand in the text, so that the planner leaves out what the views hold of other kinds. */
const isOf = (kinds: readonly string[]) => sql`kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`

/**
 * The fact of a metric for each owner, or each of these people, in each period: from the totals of months and days. Who sees a part of the company names
 * whom he sees: theirs are then found by the key and not among everybody's.
 */
export async function factsIn(
  tx: Tx,
  workspaceId: string,
  metric: PlanMetric,
  periods: readonly Period[],
  people?: readonly string[],
): Promise<Booked[]> {
  const { kinds, of } = countedIn(metric)
  if (kinds.length === 0) return leadsIn(tx, workspaceId, periods)
  const parts = periods.map(totalsToRead)
  const months = parts.flatMap((part, span) => part.months.map((total) => ({ span, ...total })))
  const days = parts.flatMap((part, span) => part.days.map((total) => ({ span, ...total })))
  const named = people ? sql`and owner_id = any (${[...people]}::uuid[])` : sql``
  const totals = (unit: RawBuilder<unknown>, asked: readonly SignedTotal[]) => sql`
      facts.counted_${unit}s where workspace_id = ${workspaceId}::uuid and ${isOf(kinds)} and ${unit} = any (${asked.map((one) => one.from)}::date[]) ${named}`
  const sums = sql`sum(n)::int as won, sum(case when ${of} = 'money' then money else n end)::bigint as "amountMinor"`
  if (months.length + days.length === 0) return []
  // Whole months of one period need not be told apart.
  const asked =
    periods.length === 1 && days.length === 0
      ? sql<Booked>`
    -- Who brought how much in these months?
    select 0 as span, owner_id as "ownerId", ${sums} from ${totals(MONTH, months)} group by owner_id`
      : sql<Booked>`
    -- Who brought how much in each of these periods?
    select span, owner_id as "ownerId", ${sums}
    from (${sql.join(
      [
        ...(months.length > 0 ? [signed(MONTH, months, totals)] : []),
        ...(days.length > 0 ? [signed(DAY, days, totals)] : []),
      ],
      sql` union all `,
    )}) booked group by span, owner_id`
  const { rows } = await askWithKeptPlan(tx, asked)
  return rows
}

interface SignedTotal extends Total {
  span: number
}

const MONTH = sql.raw('month')
const DAY = sql.raw('day')

/** The totals of each period with their signs. They are read apart: a view of many parts would be joined part by part. */
function signed(
  unit: RawBuilder<unknown>,
  asked: readonly SignedTotal[],
  totals: (unit: RawBuilder<unknown>, asked: readonly SignedTotal[]) => RawBuilder<unknown>,
) {
  return sql`
      select span, owner_id, sign * n as n, sign * money as money
      from unnest(${asked.map((one) => one.span)}::int[], ${asked.map((one) => one.from)}::date[], ${asked.map((one) => one.sign)}::int[])
          as asked (span, ${unit}, sign)
        join (select ${unit}, owner_id, n, money from ${totals(unit, asked)} offset 0) totals using (${unit})`
}

/** Incoming leads have no totals of their own: they are counted by the index of their receipt. */
async function leadsIn(tx: Tx, workspaceId: string, periods: readonly Period[]): Promise<Booked[]> {
  const { rows } = await sql<Booked>`
    -- Who received how many incoming leads in each of these periods?
    select p.span, coalesce(l.owner_id, nil_uuid()) as "ownerId", count(*)::int as won, count(*)::int as "amountMinor"
    from unnest(${periods.map((_, span) => span)}::int[], ${periods.map(({ start }) => start)}::date[], ${periods.map(({ end }) => end)}::date[])
        as p (span, from_day, to_day)
      cross join facts.workspaces w
      join facts.leads l on l.workspace_id = w.id and l.received_at >= p.from_day::timestamp at time zone w.time_zone
        and l.received_at < p.to_day::timestamp at time zone w.time_zone and l.state <> 'spam'
    where w.id = ${workspaceId}::uuid
    group by 1, 2`.execute(tx)
  return rows
}

/** What was brought in one step: a day, or a month written as its first day. */
export interface FactStep {
  ownerId: string
  day: Day
  amountMinor: number
}

/** The fact of each owner day by day. */
export function factsByDay(tx: Tx, workspaceId: string, metric: PlanMetric, period: Period): Promise<FactStep[]> {
  const { kinds, of } = countedIn(metric)
  const { start, end } = period
  if (kinds.length === 0)
    return steps(
      tx,
      sql`
      -- Who received how many incoming leads on each day?
      select coalesce(l.owner_id, nil_uuid()) as "ownerId", (l.received_at at time zone w.time_zone)::date as day, count(*)::int as "amountMinor"
      from facts.workspaces w join facts.leads l on l.workspace_id = w.id
      where w.id = ${workspaceId}::uuid and l.state <> 'spam' and l.received_at >= ${start}::date::timestamp at time zone w.time_zone
        and l.received_at < ${end}::date::timestamp at time zone w.time_zone
      group by 1, 2`,
    )
  return steps(
    tx,
    sql`
    -- Who brought how much on each day?
    select owner_id as "ownerId", day, sum(case when ${of} = 'money' then money else n end)::bigint as "amountMinor"
    from facts.counted_days
    where workspace_id = ${workspaceId}::uuid and ${isOf(kinds)} and day >= ${start}::date and day < ${end}::date
    group by owner_id, day`,
  )
}

/** The fact of each owner in whole months; a step is the first day of its month. Leads are few: their days are summed. */
export async function factsByMonth(
  tx: Tx,
  workspaceId: string,
  metric: PlanMetric,
  months: readonly Month[],
): Promise<FactStep[]> {
  const { kinds, of } = countedIn(metric)
  return steps(
    tx,
    sql`
    -- Who brought how much in each month?
    select owner_id as "ownerId", month as day, sum(case when ${of} = 'money' then money else n end)::bigint as "amountMinor"
    from facts.counted_months
    where workspace_id = ${workspaceId}::uuid and ${isOf(kinds)} and month = any (${months.map((month) => `${month}-01`)}::date[])
    group by owner_id, month`,
  )
}

async function steps(tx: Tx, query: RawBuilder<unknown>): Promise<FactStep[]> {
  return (await askWithKeptPlan(tx, query)).rows as FactStep[]
}

/** The fact of these owners by day; of all whom the actor sees when `owners` is null. */
export function factOnDays(facts: readonly FactStep[], owners: readonly string[] | null): Map<Day, number> {
  const own = owners && new Set(owners)
  const sums = new Map<Day, number>()
  for (const { ownerId, day, amountMinor } of facts)
    if (!own || own.has(ownerId)) sums.set(day, (sums.get(day) ?? 0) + amountMinor)
  return sums
}
