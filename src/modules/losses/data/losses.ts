import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  countedOnDays,
  countedTotals,
  dayCells,
  daysOf,
  inPipeline,
  parted,
  restOfOutcomes,
} from '#modules/funnel/api.ts'
import { closedDeals, inDays, type LossQuestion } from './question.ts'

/** One group of one cut; the cut says which of the keys counts. */
export interface LossGroup {
  cut: 'all' | 'reason' | 'stage' | 'seller' | 'source' | 'cell' | 'time'
  reasonId: string | null
  stageId: string | null
  sellerId: string | null
  sourceId: string | null
  day: Day | null
  n: number
  amountMinor: number
}

/** Lost deals by each of the cuts, in one reading. `step`: how wide the points over time are. */
export async function lossGroups(tx: Tx, question: LossQuestion, step: 'day' | 'week' | 'month'): Promise<LossGroup[]> {
  const kept = await inDays(tx, question)
  if (kept) return groupsOfCompany(tx, question, kept, step)
  const { rows } = await sql<LossGroup>`
    -- Why, where, by whom and when were deals lost, and how many?
    with lost as (
      select loss_reason_id as reason_id, furthest_stage_id as stage_id, owner_id as seller_id, source_id,
             date_trunc(${step}, closed_day::timestamp)::date as day, n, base_minor
      from ${await closedDeals(tx, question)} d where outcome = 'lost'
    ), counted as (
      -- First together, so that the sets below go over groups and not over deals.
      select reason_id, stage_id, seller_id, source_id, day, sum(n) as n, sum(base_minor) as money
      from lost group by reason_id, stage_id, seller_id, source_id, day
    )
    select case grouping(reason_id, stage_id, seller_id, source_id, day)
             when 31 then 'all' when 15 then 'reason' when 23 then 'stage' when 27 then 'seller' when 29 then 'source'
             when 7 then 'cell' else 'time' end as cut,
           reason_id as "reasonId", stage_id as "stageId", seller_id as "sellerId", source_id as "sourceId", day::text as day,
           coalesce(sum(n), 0)::bigint as n, coalesce(sum(money), 0)::bigint as "amountMinor"
    from counted
    group by grouping sets ((), (reason_id), (stage_id), (seller_id), (source_id), (reason_id, stage_id), (reason_id, day))`.execute(
    tx,
  )
  return rows
}

type InDays = NonNullable<Awaited<ReturnType<typeof inDays>>>

/** The same of the whole company: reasons, stages and sources from the cells of days, sellers from the totals, which know them. */
async function groupsOfCompany(
  tx: Tx,
  { pipelineId, period }: LossQuestion,
  kept: InDays,
  step: 'day' | 'week' | 'month',
): Promise<LossGroup[]> {
  const { rows } = await sql<LossGroup>`
    -- Why, where, by whom and when did the company lose deals, and how many?
    with rest as materialized (
      select loss_reason_id as reason_id, furthest_stage_id as stage_id, source_id, closed_day, n, base_minor
      from ${restOfOutcomes(kept)} c where outcome = 'lost' ${inPipeline(pipelineId)}
    ), counted as (
      select reason_id, stage_id, date_trunc(${step}, day::timestamp)::date as day, sum(n) as n, sum(money) as money
      from (
        select nullif(a_id, nil_uuid()) as reason_id, nullif(b_id, nil_uuid()) as stage_id, day, n, money
        from ${dayCells('reason', kept.days, step === 'month' ? 'month' : 'day')} c where true ${inPipeline(pipelineId)}
        union all
        select reason_id, stage_id, closed_day, n, base_minor from rest
      ) lost group by 1, 2, 3
    ), by_source as (
      select source_id, sum(n) as n, sum(money) as money
      from (
        select nullif(a_id, nil_uuid()) as source_id, n, money from ${dayCells('source', kept.days)} c where outcome = 'lost' ${inPipeline(pipelineId)}
        union all
        select source_id, n, base_minor from rest
      ) lost group by source_id
    ), by_seller as (
      select nullif(owner_id, nil_uuid()) as seller_id, sum(n) as n, sum(money) as money
      from ${closedTotals(kept, period, 'closed_lost')} t where true ${inPipeline(pipelineId)} group by owner_id
    )
    select case grouping(reason_id, stage_id, day) when 7 then 'all' when 3 then 'reason' when 5 then 'stage' when 1 then 'cell' else 'time' end as cut,
           reason_id as "reasonId", stage_id as "stageId", null::uuid as "sellerId", null::uuid as "sourceId", day::text as day,
           coalesce(sum(n), 0)::bigint as n, coalesce(sum(money), 0)::bigint as "amountMinor"
    from counted group by grouping sets ((), (reason_id), (stage_id), (reason_id, stage_id), (reason_id, day))
    union all
    select 'source', null, null, null, source_id, null, n::bigint, money::bigint from by_source
    union all
    select 'seller', null, null, seller_id, null, null, n::bigint, money::bigint from by_seller where n <> 0 or money <> 0`.execute(
    tx,
  )
  return rows
}

/** Totals of deals closed in the period, by owner: months, days and closed months as they count. In parentheses. */
function closedTotals({ counting }: InDays, period: Period, kind: 'closed_lost'): RawBuilder<unknown> {
  const whole = monthsAndDays(period)
  const spans = whole.days.map((day) => ({ start: day, end: addDays(day, 1) }))
  const { months, days, closedMonths, closedDays } = parted(counting, {
    months: whole.months.map(firstDay),
    days: spans,
  })
  const columns = sql`select owner_id, pipeline_id, n, money`
  const parts = [
    sql`${columns} from facts.month_totals where workspace_id = (select app_workspace()) and kind = ${kind} and month = any(${months}::date[])`,
    sql`${columns} from facts.day_totals where workspace_id = (select app_workspace()) and kind = ${kind} and day = any(${daysOf(days)}::date[])`,
    ...[
      ...countedTotals(counting, { kinds: [kind], months: closedMonths, ofCompany: false }),
      ...countedOnDays(closedDays, [kind]),
    ].map((rows) => sql`${columns} from (${rows}) k`),
  ]
  return sql`(${sql.join(parts, sql` union all `)})`
}

/** Deals won in the period, of the same question. */
export async function wonSum(tx: Tx, question: LossQuestion): Promise<{ n: number; amountMinor: number }> {
  const kept = await inDays(tx, question)
  const closed = kept
    ? sql`(select outcome, pipeline_id, n, money as base_minor from ${dayCells('source', kept.days)} c
           union all select outcome, pipeline_id, n, base_minor from ${restOfOutcomes(kept)} r)`
    : await closedDeals(tx, question)
  const { rows } = await sql<{ n: number; amountMinor: number }>`
    -- How many deals were won beside the lost ones?
    select coalesce(sum(n), 0)::int as n, coalesce(sum(base_minor), 0)::bigint as "amountMinor"
    from ${closed} d where outcome = 'won' ${kept ? inPipeline(question.pipelineId) : sql``}`.execute(tx)
  return rows[0] ?? { n: 0, amountMinor: 0 }
}

/** Names of everything that losses are cut by. */
export async function lossNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these reasons, stages, people and sources called?
    select id, name from facts.loss_reasons where id = any(${[...ids]}::uuid[])
    union all select id, name from facts.stages where id = any(${[...ids]}::uuid[])
    union all select id, full_name from facts.people where id = any(${[...ids]}::uuid[])
    union all select id, name from facts.sources where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
