import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { onceIn } from '#core/db/read-once.ts'

/**
 * Which days of a period count as the facts are now and which as their month was closed. Every figure of sales, arrivals and outcomes is read by it, so
 * that cuts of a closed month sum to its uncut figure.
 */
export interface Counting {
  period: Period
  /** First days of the closed months that touch the period. */
  closed: readonly Day[]
  /** The other days in unbroken runs. */
  live: readonly Period[]
  /** Whether the period holds the first day of the open month, where all that was learnt late of closed months stands, and anything was. */
  takesCorrections: boolean
  /** Of whom alone is asked: rows that closed months keep are then found by whose they are. Absent: whatever the reader sees. */
  owners?: readonly string[] | null
}

/** How the days of this period count for the company of the transaction. */
export function countingOf(tx: Tx, period: Period): Promise<Counting> {
  // Pages ask for many figures of the same period.
  return onceIn(tx, `counting of ${period.start}..${period.end}`, () => readCounting(tx, period))
}

async function readCounting(tx: Tx, period: Period): Promise<Counting> {
  const { rows } = await sql<{ closed: Day[]; corrected: boolean | null }>`
    -- Which months of this period are closed, and does it take any corrections of closed months?
    select array(select month::text from facts.closed_periods where workspace_id = (select app_workspace())
             and month > ${period.start}::date - interval '1 month' and month < ${period.end}::date order by month) as closed,
           -- To look whether there are any costs less than to plan how they would be read.
           case when (select month >= ${period.start}::date and month < ${period.end}::date from facts.open_months where workspace_id = (select app_workspace()))
             then cardinality(closed_months_differing((select app_workspace()))) > 0
               or exists (select from facts.closed_corrections where workspace_id = (select app_workspace())) end as corrected`.execute(
    tx,
  )
  const { closed = [], corrected } = rows[0] ?? {}
  return { period, ...splitByClosed(period, closed), takesCorrections: corrected ?? false }
}

/**
 * Takes a period and the first days of closed months in order; gives those that touch it and the runs of its other days. Never nothing at all: a period
 * without days, as is one to come, is a run without days.
 */
export function splitByClosed(period: Period, months: readonly Day[]): Pick<Counting, 'closed' | 'live'> {
  const closed = months.filter((month) => month < period.end && monthEnd(month) > period.start)
  const live: Period[] = []
  let from = period.start
  for (const month of closed) {
    if (month > from) live.push({ start: from, end: month })
    from = monthEnd(month)
  }
  if (from < period.end || closed.length === 0) live.push({ start: from, end: period.end })
  return { closed, live }
}

function monthEnd(month: Day): Day {
  return firstDay(addMonths(monthOf(month), 1))
}

/** Whether a day lies in a closed month. */
export function isClosed({ closed }: Pick<Counting, 'closed'>, day: Day): boolean {
  return closed.includes(firstDay(monthOf(day)))
}

const OWN = sql`workspace_id = (select app_workspace())`

function unionOf(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql`(${sql.join(parts, sql` union all `)})`
}

/** Rows that a closed month keeps lie on their own day; what it took over of earlier months, on its first one. */
function keptIn({ period, closed, owners }: Counting): RawBuilder<unknown> {
  return sql`${OWN} and month = any(${closed}::date[]) and greatest(day, month) >= ${period.start}::date and greatest(day, month) < ${period.end}::date
    ${owners ? sql`and owner_id = any(${[...owners]}::uuid[])` : sql``}`
}

/**
 * The ledger of sales as it counts, in parentheses: deal_id, seq, at, day, of_day (the day to which a correction belongs), kind, owner_id, pipeline_id,
 * source_id, profile, n, base_minor.
 */
export function countedBookings(counting: Counting): RawBuilder<unknown> {
  const parts = counting.live.map(
    ({ start, end }) => sql`
      select deal_id, seq, at, day, day as of_day, kind, owner_id, pipeline_id, source_id, profile, n::bigint as n, base_minor
      from facts.bookings where ${OWN} and day >= ${start}::date and day < ${end}::date`,
  )
  if (counting.closed.length > 0)
    parts.push(sql`
      select deal_id, seq, at, greatest(day, month) as day, day as of_day, case when day < month then 'late' else kind end as kind,
             nullif(owner_id, nil_uuid()) as owner_id, pipeline_id, source_id, profile, n::bigint as n, base_minor
      from facts.closed_bookings where ${keptIn(counting)}`)
  if (counting.takesCorrections)
    parts.push(sql`
      select deal_id, seq, at, month as day, day as of_day, 'late' as kind, nullif(owner_id, nil_uuid()) as owner_id, pipeline_id, source_id, profile,
             n::bigint as n, base_minor
      from facts.closed_booking_corrections where ${OWN}`)
  return unionOf(parts)
}

/**
 * Deals closed in the period as they count, in parentheses: deal_id, pipeline_id, owner_id, source_id, furthest_stage_id, loss_reason_id, profile, outcome,
 * created_at, closed_at, closed_day, base_minor, n (−1: what is no longer so of a closed month).
 */
export function countedOutcomes(counting: Counting): RawBuilder<unknown> {
  const parts = counting.live.map(
    ({ start, end }) => sql`
      select deal_id, pipeline_id, owner_id, source_id, furthest_stage_id, loss_reason_id, profile, outcome, created_at, closed_at, closed_day, base_minor,
             1::bigint as n
      from facts.deal_reach where ${OWN} and closed_day >= ${start}::date and closed_day < ${end}::date`,
  )
  const kept = (day: RawBuilder<unknown>) => sql`
      select deal_id, pipeline_id, nullif(owner_id, nil_uuid()) as owner_id, source_id, stage_id as furthest_stage_id, loss_reason_id, profile,
             substr(kind, length('closed_') + 1) as outcome, created_at, at as closed_at, ${day} as closed_day, base_minor, n::bigint as n`
  if (counting.closed.length > 0)
    parts.push(
      sql`${kept(sql`greatest(day, month)`)} from facts.closed_deals where ${keptIn(counting)} and kind like 'closed_%'`,
    )
  if (counting.takesCorrections)
    parts.push(sql`${kept(sql`month`)} from facts.closed_deal_corrections where ${OWN} and kind like 'closed_%'`)
  return unionOf(parts)
}

/**
 * Deals that were created in the period as they count, in parentheses: deal_id, pipeline_id, first_owner_id, source_id, furthest_stage_id, profile, at, day,
 * base_minor, n, came. Pipelines are named because the index begins with them. `came`: with those that came to the pipelines from others; of all pipelines
 * together they would count twice. `handedOver`: with those of people in sight that are of others now, as totals count them; rows of them say nothing that the
 * totals do not.
 */
export function countedArrivals(
  counting: Counting,
  zone: TimeZone,
  pipelineIds: readonly string[],
  { came, handedOver = false }: { came: boolean; handedOver?: boolean },
): RawBuilder<unknown> {
  const ofPipelines = sql`and pipeline_id = any(${pipelineIds}::uuid[])`
  const parts = counting.live.flatMap((run) => {
    const { from, to } = periodInstants(run, zone)
    const live = (
      at: RawBuilder<unknown>,
      day: RawBuilder<unknown>,
      hasCome: boolean,
      when: RawBuilder<unknown>,
    ) => sql`
      select deal_id, pipeline_id, first_owner_id, source_id, furthest_stage_id, profile, ${at} as at, ${day} as day, base_minor, 1::bigint as n,
             ${sql.lit(hasCome)} as came
      from facts.deal_reach where ${OWN} ${ofPipelines} and ${when}`
    return [
      live(
        sql`created_at`,
        sql`created_day`,
        false,
        sql`created_at >= ${from} and created_at < ${to} and came_day is null`,
      ),
      ...(came
        ? [live(sql`came_at`, sql`came_day`, true, sql`came_day >= ${run.start}::date and came_day < ${run.end}::date`)]
        : []),
      ...(handedOver
        ? [
            sql`
      select deal_id, pipeline_id, first_owner_id, null::uuid, null::uuid, null::uuid, at, day, base_minor, 1::bigint, came
      from handed_over_arrivals(${from}, ${to}, ${came}) where pipeline_id = any(${pipelineIds}::uuid[])`,
          ]
        : []),
    ]
  })
  const kinds = sql`kind = any(${came ? ['created', 'came'] : ['created']}::text[])`
  const kept = (day: RawBuilder<unknown>) => sql`
      select deal_id, pipeline_id, nullif(owner_id, nil_uuid()) as first_owner_id, source_id, stage_id as furthest_stage_id, profile, at,
             ${day} as day, base_minor, n::bigint as n, kind = 'came' as came`
  if (counting.closed.length > 0)
    parts.push(
      sql`${kept(sql`greatest(day, month)`)} from facts.closed_deals where ${keptIn(counting)} and ${kinds} ${ofPipelines}`,
    )
  if (counting.takesCorrections)
    parts.push(sql`${kept(sql`month`)} from facts.closed_deal_corrections where ${OWN} and ${kinds} ${ofPipelines}`)
  return unionOf(parts)
}

/** The same counted up by kind, owner, pipeline and stage for what totals know: whole closed months, and the corrections of the open one. */
export function countedTotals(
  counting: Counting,
  { kinds, months, ofCompany }: { kinds: readonly string[]; months: readonly Day[]; ofCompany: boolean },
): RawBuilder<unknown>[] {
  const parts: RawBuilder<unknown>[] = []
  const asked = [...kinds]
  if (months.length > 0)
    parts.push(sql`
      select kind, ${ofCompany ? sql`null::uuid` : sql`owner_id`} as owner_id, pipeline_id, stage_id, month as day, n::bigint as n, money
      from ${ofCompany ? sql`facts.closed_whole` : sql`facts.closed_sums`}
      where ${OWN} and month = any(${[...months]}::date[]) and kind = any(${asked}::text[])`)
  if (counting.takesCorrections && asked.includes('booked'))
    parts.push(sql`
      select 'booked' as kind, owner_id, pipeline_id, nil_uuid() as stage_id, month as day, n::bigint as n, base_minor as money
      from facts.closed_booking_corrections where ${OWN}`)
  if (counting.takesCorrections && asked.some((kind) => kind !== 'booked'))
    parts.push(sql`
      select kind, owner_id, pipeline_id, coalesce(stage_id, nil_uuid()) as stage_id, month as day, n::bigint as n, base_minor as money
      from facts.closed_deal_corrections where ${OWN} and kind = any(${asked}::text[])`)
  return parts
}

/** Days of closed months that are not asked for as whole months: their rows one by one, in the columns of totals. */
export function countedOnDays(runs: readonly Period[], kinds: readonly string[]): RawBuilder<unknown>[] {
  return runs.flatMap(({ start, end }) => [
    ...(kinds.includes('booked')
      ? [
          sql`
      select 'booked' as kind, owner_id, pipeline_id, nil_uuid() as stage_id, greatest(day, month) as day, n::bigint as n, base_minor as money
      from facts.closed_bookings where ${OWN} and greatest(day, month) >= ${start}::date and greatest(day, month) < ${end}::date
        and month >= date_trunc('month', ${start}::date)::date and month < ${end}::date`,
        ]
      : []),
    sql`
      select kind, owner_id, pipeline_id, case when kind in ('created', 'came') then nil_uuid() else coalesce(stage_id, nil_uuid()) end as stage_id,
             greatest(day, month) as day, n::bigint as n, base_minor as money
      from facts.closed_deals where ${OWN} and greatest(day, month) >= ${start}::date and greatest(day, month) < ${end}::date
        and month >= date_trunc('month', ${start}::date)::date and month < ${end}::date and kind = any(${[...kinds]}::text[])`,
  ])
}

/** Takes the whole months and runs of days that totals would be read for; gives what of them is live and what is closed. */
export function parted(
  counting: Counting,
  { months, days }: { months: readonly Day[]; days: readonly Period[] },
): { months: Day[]; days: Period[]; closedMonths: Day[]; closedDays: Period[] } {
  const parts = days.map((run) => splitByClosed(run, counting.closed))
  const closedDays = days.flatMap((run) =>
    splitByClosed(run, counting.closed).closed.map((month) => ({
      start: month > run.start ? month : run.start,
      end: monthEnd(month) < run.end ? monthEnd(month) : run.end,
    })),
  )
  return {
    months: months.filter((month) => !isClosed(counting, month)),
    days: parts.flatMap(({ live }) => live),
    closedMonths: months.filter((month) => isClosed(counting, month)),
    closedDays,
  }
}

/** Days of a run one by one, for those who read totals day by day. */
export function daysOf(runs: readonly Period[]): Day[] {
  return runs.flatMap(({ start, end }) => {
    const found: Day[] = []
    for (let day = start; day < end; day = addDays(day, 1)) found.push(day)
    return found
  })
}
