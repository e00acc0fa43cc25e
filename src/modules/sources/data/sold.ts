import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  type Counting,
  countingOf,
  dayCells,
  goodsOf,
  keptMonths,
  keptPeriod,
  ownerCells,
  restOfBookings,
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
}

/** Of the sales to leads of a source in a month, those of products of which the cost is known, and that cost. */
export interface GoodsSold {
  sourceId: string | null
  month: string
  coveredMinor: number
  goodsMinor: number
}

/** How the days of a period count for those who are asked about. */
export async function countingOfAsked(tx: Tx, { owners }: Asked, period: Period): Promise<Counting> {
  return { ...(await countingOf(tx, period)), owners }
}

/** Wins less wins taken back, and their money, by source and month of the period: the ledger of sales volume. */
export async function soldBySource(tx: Tx, asked: Asked, counting: Counting): Promise<Sold[]> {
  const { cells, rest } = await soldInCells(tx, 'sold', asked, counting)
  const { rows } = await sql<Sold>`
    -- What was sold to leads of each source, by month?
    select source_id as "sourceId", to_char(month, 'YYYY-MM') as month, sum(n)::int as n, sum(money)::bigint as "salesMinor"
    from (
      select source_id, month, n, money from ${cells} c
      union all
      select source_id, date_trunc('month', day), n, money from (
        -- To find the month of a day costs more than to count its deals.
        select source_id, day, sum(n) as n, sum(base_minor) as money from ${rest} b where true ${whose(asked)} group by source_id, day
      ) d
    ) s group by source_id, month`.execute(tx)
  return rows
}

/** What of the sales has a known cost, and that cost as a part of the deals, by source and month of the period: costs are those of today. */
export async function goodsBySource(tx: Tx, asked: Asked, counting: Counting): Promise<GoodsSold[]> {
  if (!(await isCostKnown(tx))) return []
  const { cells, rest } = await soldInCells(tx, 'goods', asked, counting)
  const ofAsked = sql`(select * from ${rest} b where true ${whose(asked)})`
  const { rows } = await sql<GoodsSold>`
    -- What part of the sales to leads of each source has a known cost, by month, and what did it cost us?
    select g.source_id as "sourceId", to_char(g.month, 'YYYY-MM') as month, round(sum(g.part))::bigint as "coveredMinor",
           round(sum(g.quantity * p.cost_minor))::bigint as "goodsMinor"
    from (
      select source_id, month, b_id as product_id, part, quantity from ${cells} c
      union all
      select source_id, date_trunc('month', day), product_id, part, quantity from ${goodsOf(ofAsked)} r
    ) g
    join facts.products p on p.workspace_id = (select app_workspace()) and p.id = g.product_id and p.cost_minor is not null
    group by g.source_id, g.month`.execute(tx)
  return rows
}

/** What of the ledger is summed up, as rows of source_id, month and the columns of cells; and the bookings of the rest. */
async function soldInCells(
  tx: Tx,
  cut: 'sold' | 'goods',
  { owners, sources }: Asked,
  counting: Counting,
): Promise<{ cells: RawBuilder<unknown>; rest: RawBuilder<unknown> }> {
  const named = (cells: RawBuilder<unknown>, month: RawBuilder<unknown>) => sql`(
    select nullif(a_id, nil_uuid()) as source_id, ${month} as month, b_id, n, money, part, quantity from ${cells} c
    ${sources === null ? sql`` : sql`where a_id = any (${[...sources]}::uuid[])`})`
  if (owners !== null) {
    const kept = await keptMonths(tx, 'booked', counting, owners)
    return { cells: named(ownerCells(cut, kept), sql`month`), rest: restOfBookings(kept) }
  }
  const kept = await keptPeriod(tx, 'booked', counting)
  return { cells: named(dayCells(cut, kept.days), sql`date_trunc('month', day)::date`), rest: restOfBookings(kept) }
}

async function isCostKnown(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    -- Is it known of any product what it costs us?
    select exists (select from facts.products where workspace_id = (select app_workspace()) and cost_minor is not null) as known`.execute(
    tx,
  )
  return rows[0]?.known ?? false
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

export interface PipelineOfSources {
  id: string
  /** Open ones in order; archived ones keep their place, since deals of the past stood there. */
  stages: { id: string; name: string; archived: boolean }[]
}

/** The pipeline asked for, else the first in use. */
export async function pipelineOf(tx: Tx, id: string | null): Promise<PipelineOfSources | null> {
  const { rows } = await sql<PipelineOfSources>`
    -- Which pipeline, and which open stages has it?
    select p.id, coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'archived', s.archived_at is not null) order by s.position, s.id)
      from facts.stages s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id and s.meaning = 'open'), '[]') as stages
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
    with came as (
      -- A deal that took in several leads of a campaign is one deal, with its money once.
      select (array_agg(coalesce(trim(l.campaign), '') order by l.received_at))[1] as campaign, count(*) as leads, l.deal_id
      from facts.leads l
      where l.workspace_id = (select app_workspace()) and l.source_id = ${sourceId}::uuid and l.received_at >= ${from} and l.received_at < ${to}
        and l.state <> 'spam' ${owners === null ? sql`` : sql`and l.owner_id = any (${[...owners]}::uuid[])`}
      group by lower(coalesce(trim(l.campaign), '')), l.deal_id
    )
    select c.campaign, sum(c.leads)::int as leads, count(d.id)::int as deals, (count(*) filter (where d.outcome = 'won'))::int as won,
      coalesce(sum(d.base_minor) filter (where d.outcome = 'won'), 0)::bigint as "wonMinor"
    from came c
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = c.deal_id
    group by c.campaign order by 2 desc`.execute(tx)
  return rows
}
