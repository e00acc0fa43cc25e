import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '#core/calendar/day.ts'
import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  countedOnDays,
  countedTotals,
  countingOf,
  dayCells,
  daysOf,
  inPipeline,
  keptMonths,
  ownedBy,
  ownerCells,
  parted,
  restOfOutcomes,
} from '#modules/funnel/api.ts'
import { closedDeals, inDays, type LossQuestion } from './question.ts'

/** One group of one cut; the cut says which of the keys counts. */
export interface LossGroup {
  /** 'won': the deals won beside the lost ones. */
  cut: 'all' | 'reason' | 'stage' | 'seller' | 'source' | 'cell' | 'time' | 'won'
  reasonId: string | null
  stageId: string | null
  sellerId: string | null
  sourceId: string | null
  day: Day | null
  n: number
  amountMinor: number
}

/** Lost deals by each of the cuts, and those won beside them, in one reading. `step`: how wide the points over time are. */
export async function lossGroups(tx: Tx, question: LossQuestion, step: 'day' | 'week' | 'month'): Promise<LossGroup[]> {
  const kept = await inDays(tx, question)
  if (kept) return groupsOfCompany(tx, question, kept, step)
  const { closed, reasons, sources } = await ofPeople(tx, question, step)
  const { rows } = await sql<LossGroup>`
    -- Why, where, by whom and when were deals lost, and how many?
    with closed as materialized (
      select outcome, loss_reason_id as reason_id, furthest_stage_id as stage_id, owner_id as seller_id, source_id, closed_day, n, base_minor
      from ${closed} d where outcome in ('won', 'lost')
    ), counted as (
      -- First together, so that the sets below go over groups and not over deals; in two, since all keys at once would make as many groups as there are deals.
      select reason_id, stage_id, day, sum(n) as n, sum(base_minor) as money
      from (
        select reason_id, stage_id, date_trunc(${step}, closed_day::timestamp)::date as day, n, base_minor from closed where outcome = 'lost' ${reasons}
      ) lost group by reason_id, stage_id, day
    ), by_people as (
      select outcome, seller_id, source_id, sum(n) as n, sum(base_minor) as money
      from (select outcome, seller_id, source_id, n, base_minor from closed ${sources}) ended group by outcome, seller_id, source_id
    )
    select case grouping(reason_id, stage_id, day) when 7 then 'all' when 3 then 'reason' when 5 then 'stage' when 1 then 'cell' else 'time' end as cut,
           reason_id as "reasonId", stage_id as "stageId", null::uuid as "sellerId", null::uuid as "sourceId", day::text as day,
           coalesce(sum(n), 0)::bigint as n, coalesce(sum(money), 0)::bigint as "amountMinor"
    from counted group by grouping sets ((), (reason_id), (stage_id), (reason_id, stage_id), (reason_id, day))
    union all
    select case grouping(seller_id, source_id) when 1 then 'seller' else 'source' end, null, null, seller_id, source_id, null, sum(n)::bigint, sum(money)::bigint
    from by_people where outcome = 'lost' group by grouping sets ((seller_id), (source_id))
    union all
    select 'won', null, null, null, null, null, coalesce(sum(n), 0)::bigint, coalesce(sum(money), 0)::bigint from by_people where outcome = 'won'`.execute(
    tx,
  )
  return rows
}

/** How the deals of some people are read: whole months as they are summed up, and the others; `reasons` and `sources` add the former to the latter. */
async function ofPeople(tx: Tx, question: LossQuestion, step: 'day' | 'week' | 'month') {
  const { owners, sources, period, pipelineId } = question
  const nothing = { closed: null, reasons: sql``, sources: sql`` }
  if (step !== 'month' || sources !== null || owners === null || owners === 'nobody')
    return { ...nothing, closed: await closedDeals(tx, question) }
  const kept = await keptMonths(tx, 'closed', await countingOf(tx, period), owners)
  const closed = sql`(select * from ${restOfOutcomes(kept)} c where true ${inPipeline(pipelineId)} ${ownedBy(owners)})`
  if (kept.months.length === 0) return { ...nothing, closed }
  return {
    closed,
    reasons: sql`union all
        select nullif(a_id, nil_uuid()), nullif(b_id, nil_uuid()), month, n, money from ${ownerCells('reason', kept)} c where true ${inPipeline(pipelineId)}`,
    sources: sql`union all
        select outcome, nullif(owner_id, nil_uuid()), nullif(a_id, nil_uuid()), n, money from ${ownerCells('source', kept)} c where true ${inPipeline(pipelineId)}`,
  }
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
      select outcome, loss_reason_id as reason_id, furthest_stage_id as stage_id, source_id, closed_day, n, base_minor
      from ${restOfOutcomes(kept)} c where outcome in ('won', 'lost') ${inPipeline(pipelineId)}
    ), counted as (
      select reason_id, stage_id, date_trunc(${step}, day::timestamp)::date as day, sum(n) as n, sum(money) as money
      from (
        select nullif(a_id, nil_uuid()) as reason_id, nullif(b_id, nil_uuid()) as stage_id, day, n, money
        from ${dayCells('reason', kept.days, step === 'month' ? 'month' : 'day')} c where true ${inPipeline(pipelineId)}
        union all
        select reason_id, stage_id, closed_day, n, base_minor from rest where outcome = 'lost'
      ) lost group by 1, 2, 3
    ), by_source as (
      select outcome, source_id, sum(n) as n, sum(money) as money
      from (
        select outcome, nullif(a_id, nil_uuid()) as source_id, n, money from ${dayCells('source', kept.days)} c where true ${inPipeline(pipelineId)}
        union all
        select outcome, source_id, n, base_minor from rest
      ) closed group by outcome, source_id
    ), by_seller as (
      select nullif(owner_id, nil_uuid()) as seller_id, sum(n) as n, sum(money) as money
      from ${closedTotals(kept, period, 'closed_lost')} t where true ${inPipeline(pipelineId)} group by owner_id
    )
    select case grouping(reason_id, stage_id, day) when 7 then 'all' when 3 then 'reason' when 5 then 'stage' when 1 then 'cell' else 'time' end as cut,
           reason_id as "reasonId", stage_id as "stageId", null::uuid as "sellerId", null::uuid as "sourceId", day::text as day,
           coalesce(sum(n), 0)::bigint as n, coalesce(sum(money), 0)::bigint as "amountMinor"
    from counted group by grouping sets ((), (reason_id), (stage_id), (reason_id, stage_id), (reason_id, day))
    union all
    select 'source', null, null, null, source_id, null, n::bigint, money::bigint from by_source where outcome = 'lost'
    union all
    select 'won', null, null, null, null, null, coalesce(sum(n), 0)::bigint, coalesce(sum(money), 0)::bigint from by_source where outcome = 'won'
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
