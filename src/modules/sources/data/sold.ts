import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  bucketOf,
  type Counting,
  countedBookings,
  countedOutcomes,
  countingOf,
  dayCells,
  keptMonths,
  type KeptMonths,
  type KeptPeriod,
  keptPeriod,
  ownerCells,
  restOfBookings,
  restOfOutcomes,
} from '#modules/funnel/api.ts'

export interface Asked {
  /** Null: everybody. */
  owners: readonly string[] | null
  sources: readonly string[] | null
}

const whose = ({ owners, sources }: Asked) => sql`
  ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
  ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}`

export interface Sold {
  sourceId: string | null
  month: string
  n: number
  salesMinor: number
  /** Of them, sales of products of which the cost is known, and that cost. */
  coveredMinor: number
  goodsMinor: number
}

/** How the days of a period count for those who are asked about. */
export async function countingOfAsked(tx: Tx, { owners }: Asked, period: Period): Promise<Counting> {
  return { ...(await countingOf(tx, period)), owners }
}

/** Wins less wins taken back, and their money, by source and month of the period: the ledger of sales volume. */
export async function soldBySource(tx: Tx, asked: Asked, counting: Counting): Promise<Sold[]> {
  // What the lines of each deal cost us stands in no cells.
  if (asked.sources !== null || (await isCostKnown(tx))) return soldOf(tx, asked, countedBookings(counting), true)
  const { cells, rest } = await soldInCells(tx, asked.owners, counting)
  if (!cells) return soldOf(tx, asked, countedBookings(counting), false)
  const { rows } = await sql<Sold>`
    -- What was sold to leads of each source, by month, as it is summed up?
    select nullif(a_id, nil_uuid()) as "sourceId", to_char(month, 'YYYY-MM') as month, sum(n)::int as n, sum(money)::bigint as "salesMinor",
           0::bigint as "coveredMinor", 0::bigint as "goodsMinor"
    from ${cells} c group by a_id, month`.execute(tx)
  return [...rows, ...(await soldOf(tx, asked, rest, false))]
}

/** What of the ledger is summed up, as rows of a_id (the source), month, n and money; and the bookings of the rest. Null: nothing is. */
async function soldInCells(
  tx: Tx,
  owners: readonly string[] | null,
  counting: Counting,
): Promise<{ cells: RawBuilder<unknown> | null; rest: RawBuilder<unknown> }> {
  if (owners !== null) {
    const kept = await keptMonths(tx, 'booked', counting, owners)
    return { cells: kept.months.length === 0 ? null : ownerCells('sold', kept), rest: restOfBookings(kept) }
  }
  const kept = await keptPeriod(tx, 'booked', counting)
  const cells = sql`(select a_id, date_trunc('month', day)::date as month, n, money from ${dayCells('sold', kept.days)} d)`
  return { cells: kept.days.length === 0 ? null : cells, rest: restOfBookings(kept) }
}

async function isCostKnown(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    -- Is it known of any product what it costs us?
    select exists (select from facts.products where workspace_id = (select app_workspace()) and cost_minor is not null) as known`.execute(
    tx,
  )
  return rows[0]?.known ?? false
}

/** @param knowsCosts false: it is known of no product what it costs us */
async function soldOf(tx: Tx, asked: Asked, bookings: RawBuilder<unknown>, knowsCosts: boolean): Promise<Sold[]> {
  if (!knowsCosts) {
    const { rows } = await sql<Sold>`
      -- What was sold to leads of each source, by month?
      select source_id as "sourceId", to_char(day, 'YYYY-MM') as month, sum(n)::int as n, sum(money)::bigint as "salesMinor",
             0::bigint as "coveredMinor", 0::bigint as "goodsMinor"
      from (
        -- To find the month of a day costs more than to count its deals.
        select source_id, day, sum(n) as n, sum(base_minor) as money from ${bookings} b where true ${whose(asked)} group by source_id, day
      ) d group by 1, 2`.execute(tx)
    return rows
  }
  const { rows } = await sql<Sold>`
    -- What was sold to leads of each source, by month, and what did it cost us?
    with sold as (
      select source_id, date_trunc('month', day) as month, deal_id, n, base_minor from ${bookings} b where true ${whose(asked)}
    ), priced as (
      -- What part of each deal has a known cost, and that cost as a part of the deal: lines are in the currency of their deal.
      select l.deal_id, sum(l.sum_minor) filter (where p.cost_minor is not null) / nullif(sum(l.sum_minor), 0) as covered,
             sum(l.quantity * p.cost_minor) / nullif(sum(l.sum_minor), 0) * coalesce(max(d.amount_minor)::numeric / nullif(max(d.base_minor), 0), 1) as goods
      from facts.deal_lines l
      left join facts.products p on p.workspace_id = l.workspace_id and p.id = l.product_id
      join facts.deals d on d.workspace_id = l.workspace_id and d.id = l.deal_id
      where l.workspace_id = (select app_workspace()) and l.deal_id in (select deal_id from sold)
        and exists (select from facts.products c where c.workspace_id = (select app_workspace()) and c.cost_minor is not null)
      group by l.deal_id
    )
    select s.source_id as "sourceId", to_char(s.month, 'YYYY-MM') as month, sum(s.n)::int as n, sum(s.base_minor)::bigint as "salesMinor",
           coalesce(round(sum(s.base_minor * p.covered)), 0)::bigint as "coveredMinor", coalesce(round(sum(s.base_minor * p.goods)), 0)::bigint as "goodsMinor"
    from sold s left join priced p on p.deal_id = s.deal_id
    group by s.source_id, s.month`.execute(tx)
  return rows
}

/** Clients whose first purchase lies in the period, by its source and month. */
export async function newClients(
  tx: Tx,
  asked: Asked,
  { start, end }: Period,
): Promise<{ sourceId: string | null; month: string; n: number }[]> {
  const { rows } = await sql<{ sourceId: string | null; month: string; n: number }>`
    -- How many new clients did each source bring, by month?
    select nullif(source_id, nil_uuid()) as "sourceId", to_char(date_trunc('month', first_day), 'YYYY-MM') as month, count(*)::int as n
    from facts.buyers where workspace_id = (select app_workspace()) and is_first and first_day >= ${start}::date and first_day < ${end}::date
      ${whose(asked)}
    group by 1, date_trunc('month', first_day)`.execute(tx)
  return rows
}

/** Days from lead to win, the median of the deals won in the period. */
export async function medianCycleDays(tx: Tx, asked: Asked, counting: Counting): Promise<number | null> {
  const { rows } = await (await medianOf(tx, asked, counting)).execute(tx)
  return rows[0]?.days === null || rows[0]?.days === undefined ? null : Number(rows[0].days)
}

async function medianOf(tx: Tx, asked: Asked, counting: Counting): Promise<RawBuilder<{ days: number | null }>> {
  if (asked.sources === null && asked.owners === null) {
    const kept = await keptPeriod(tx, 'closed', counting)
    if (kept.days.length > 0) return medianFromCells(kept)
  }
  if (asked.sources === null && asked.owners !== null)
    return medianOfMonths(asked, await keptMonths(tx, 'closed', counting, asked.owners))
  return sql`
    -- How many days does a deal usually take from lead to win?
    select percentile_cont(0.5) within group (order by date_part('epoch', closed_at - created_at)) / 86400.0 as days
    from ${countedOutcomes(counting)} c where outcome = 'won' and n > 0 ${whose(asked)}`
}

/** Of some people all lengths are put in order: those of whole months lie together. */
const medianOfMonths = (asked: Asked, kept: KeptMonths) => sql<{ days: number | null }>`
    -- How many days does a deal of these people usually take from lead to win?
    with lengths as (
      select unnest(lengths) as seconds from ${ownerCells('cycle', kept)} c
      union all
      select date_part('epoch', closed_at - created_at) from ${restOfOutcomes(kept)} r where outcome = 'won' and n > 0 ${whose(asked)}
    )
    select percentile_cont(0.5) within group (order by seconds) / 86400.0 as days from lengths`

/** The same median, exact: buckets tell where the middle lies, and only the lengths of that bucket are put in order. */
const medianFromCells = (kept: KeptPeriod) => sql<{ days: number | null }>`
    -- How many days does a deal of the company usually take from lead to win?
    with rest as materialized (
      select date_part('epoch', closed_at - created_at) as seconds from ${restOfOutcomes(kept)} c where outcome = 'won' and n > 0
    ), counted as (
      select bucket, sum(n) as n
      from (
        select bucket, n from ${dayCells('cycle', kept.days)} c
        union all
        select ${bucketOf(sql`seconds`)}, 1 from rest
      ) all_of group by bucket
    ), placed as materialized (
      select bucket, sum(n) over (order by bucket) - n as before, sum(n) over (order by bucket) as until, sum(n) over () as n from counted
    ), middle as materialized (
      select bucket, before, n from placed where until >= floor((n + 1) / 2.0) and before < ceil((n + 1) / 2.0)
    ), lengths as (
      select seconds, row_number() over (order by seconds) + (select min(before) from middle) as place
      from (
        select unnest(lengths) as seconds from ${dayCells('cycle', kept.days)} c where bucket = any (array(select bucket from middle))
        union all
        select seconds from rest where ${bucketOf(sql`seconds`)} = any (array(select bucket from middle))
      ) l
    )
    select percentile_cont(0.5) within group (order by seconds) / 86400.0 as days
    from lengths where place in (select floor((n + 1) / 2.0) from middle union select ceil((n + 1) / 2.0) from middle)`

export interface PipelineOfSources {
  id: string
  stages: { id: string; name: string; position: number }[]
}

/** The pipeline asked for, else the first in use; its open stages in order. */
export async function pipelineOf(tx: Tx, id: string | null): Promise<PipelineOfSources | null> {
  const { rows } = await sql<PipelineOfSources>`
    -- Which pipeline, and which open stages has it?
    select p.id, coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'position', s.position) order by s.position)
      from facts.stages s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id and s.meaning = 'open'
        and s.archived_at is null), '[]') as stages
    from facts.pipelines p where p.workspace_id = (select app_workspace()) and (${id}::uuid is null or p.id = ${id}::uuid)
    order by p.archived_at is not null, p.position, p.id limit 1`.execute(tx)
  return rows[0] ?? null
}

export interface CampaignLeads {
  campaign: string
  leads: number
  deals: number
  won: number
  wonMinor: number
}

/** Incoming leads of a source by campaign, and what became of their deals. */
export async function leadsByCampaign(
  tx: Tx,
  { owners }: Asked,
  sourceId: string,
  { from, to }: { from: Date; to: Date },
): Promise<CampaignLeads[]> {
  const { rows } = await sql<CampaignLeads>`
    -- What did the campaigns of this source bring?
    select coalesce(trim(l.campaign), '') as campaign, count(*)::int as leads, count(distinct d.id)::int as deals,
      (count(distinct d.id) filter (where d.outcome = 'won'))::int as won,
      coalesce(sum(d.base_minor) filter (where d.outcome = 'won'), 0)::bigint as "wonMinor"
    from facts.leads l
    left join facts.deals d on d.workspace_id = l.workspace_id and d.id = l.deal_id
    where l.workspace_id = (select app_workspace()) and l.source_id = ${sourceId}::uuid and l.received_at >= ${from} and l.received_at < ${to}
      and l.state <> 'spam' ${owners === null ? sql`` : sql`and l.owner_id = any (${[...owners]}::uuid[])`}
    group by 1 order by 2 desc`.execute(tx)
  return rows
}
