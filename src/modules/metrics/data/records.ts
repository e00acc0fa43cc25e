import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { momentText } from '#core/db/moment-text.ts'
import type { Currency } from '#core/money/currency.ts'
import {
  type Counting,
  countedArrivals,
  countedBookings,
  countedOutcomes,
  countingOf,
  ownedBy,
} from '#modules/funnel/api.ts'
import type { DimensionKey, MetricRecords } from '../calc/declarations.ts'
import { joinsOf, keySql } from './keys.ts'
import { leadsOnly } from './other-cells.ts'
import { byPipeline, instantsOf, ofProfile, type Slice, totalsKnow, within } from './slice.ts'

export interface RecordBehind {
  id: string
  dealId: string | null
  title: string | null
  ownerName: string | null
  amountMinor: number | null
  at: Date
  /** Sort key: the moment to the microsecond, the record, its number. */
  moment: string
  seq: number
}

export interface RecordsAsked {
  slice: Slice
  records: Exclude<MetricRecords, null>
  /** Keys of the cell besides people and time, which the slice holds itself. */
  cell: readonly { dimension: DimensionKey; key: string | null }[]
  /** Only contacts of this kind. */
  activityKind: string | null
  /** Only deals of new clients, or only the first purchases of clients. */
  newClients: 'deals' | 'firstSales' | null
  /** What has become of the deals made in the period, and not that they were made. */
  cohort: boolean
  after: readonly [moment: string, id: string, seq: number] | null
  limit: number
}

/** The records behind a figure, newest first. */
export async function recordsBehind(tx: Tx, asked: RecordsAsked): Promise<RecordBehind[]> {
  const { slice, records, cell, newClients, after, limit } = asked
  const keys = cell.map(({ dimension, key }) => ({ ...ownKey(dimension, records, slice.currency), value: key }))
  const condition = ofProfile(slice)
  const profiled = newClients !== null || condition !== null || keys.some((key) => key.profile)
  const conditions = [
    ...keys.map(({ key, value }) => sql`${key} is not distinct from ${value}`),
    ...(newClients === 'deals' ? [sql`f.client_kind = 'new'`] : []),
    ...(newClients === 'firstSales' ? [sql`f.first_sale`] : []),
    ...(after ? [sql`(r.at, r.id, r.seq) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]}::int)`] : []),
  ]
  const counting = await countingOf(tx, slice.period)
  const { rows } = await sql<RecordBehind>`
    -- Which records make this figure?
    with rows as (${source(asked, counting)}), behind as (
      select distinct r.id, r.deal_id, r.owner_id, r.money, r.at, r.seq, r.title
      from rows r
      ${profiled ? sql`left join facts.metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = r.profile` : sql``}
      ${joinsOf(keys)}
      ${condition ?? sql`where true`} ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
      order by r.at desc, r.id desc, r.seq desc limit ${limit}
    )
    select b.id, d.id as "dealId", coalesce(b.title, d.title) as title, p.full_name as "ownerName", b.money as "amountMinor", b.at,
           ${momentText(sql`b.at`)} as moment, b.seq
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.at desc, b.id desc, b.seq desc`.execute(tx)
  return rows
}

function ownKey(dimension: DimensionKey, records: RecordsAsked['records'], currency: Currency) {
  if (dimension === 'campaign' && records === 'leads') return { ...keySql('source', currency), key: sql`r.campaign` }
  return keySql(dimension, currency)
}

function source({ slice, records, cell, activityKind, cohort }: RecordsAsked, counting: Counting): RawBuilder<unknown> {
  const { start, end } = slice.period
  const { from, to } = instantsOf(slice)
  const apart = byPipeline({ ...slice, dimensions: cell.map(({ dimension }) => dimension) })
  const listed = (
    of: RawBuilder<unknown>,
    what: { owner: string; stage: string; at: string; day: string; reason?: boolean; n?: boolean },
    condition: RawBuilder<unknown> = sql`true`,
  ) => sql`
      select deal_id as id, deal_id, ${sql.ref(what.owner)} as owner_id, pipeline_id, source_id, ${sql.ref(what.stage)} as stage_id,
             ${what.reason ? sql`loss_reason_id` : sql`null::uuid as loss_reason_id`}, profile, ${sql.ref(what.day)} as day, base_minor as size_minor,
             base_minor as money, ${sql.ref(what.at)} as at, ${what.n ? sql`case when n < 0 then 1 else 0 end` : sql`0`} as seq, null::text as title
      from ${of} l where ${condition} ${within(slice, what.owner)}`
  const reach = (condition: RawBuilder<unknown>, day: string) =>
    listed(
      sql`facts.deal_reach`,
      {
        owner: 'owner_id',
        stage: day === 'created_day' && cohort ? 'furthest_stage_id' : 'stage_id',
        at: 'created_at',
        day,
      },
      sql`workspace_id = (select app_workspace()) and ${condition}`,
    )
  const closed = {
    owner: 'owner_id',
    stage: 'furthest_stage_id',
    at: 'closed_at',
    day: 'closed_day',
    reason: true,
    n: true,
  }
  switch (records) {
    case 'booked':
      return sql`
      select deal_id as id, deal_id, owner_id, pipeline_id, source_id, null::uuid as stage_id, null::uuid as loss_reason_id, profile, day,
             base_minor as size_minor, base_minor as money, at, seq, null::text as title
      from ${countedBookings(counting)} b where true ${within(slice)}`
    case 'created':
      // A cohort is what has become of its deals since: it belongs to whoever has them, and closed months do not hold it.
      if (cohort)
        return reach(
          sql`created_at >= ${from} and created_at < ${to} ${apart ? sql`` : sql`and outcome <> 'moved'`}`,
          'created_day',
        )
      return listed(
        countedArrivals(counting, slice.zone, slice.pipelineIds, { came: apart, handedOver: isOfTotals(slice, cell) }),
        { owner: 'first_owner_id', stage: 'furthest_stage_id', at: 'at', day: 'day', n: true },
      )
    case 'closed':
      return listed(countedOutcomes(counting), closed, sql`outcome in ('won', 'lost')`)
    case 'lost':
      return listed(countedOutcomes(counting), closed, sql`outcome = 'lost'`)
    case 'open':
      return reach(sql`outcome = 'open'`, 'created_day')
    case 'payments':
      return sql`
      select id, deal_id, owner_id, paid_on as day, base_minor as money, paid_on::timestamp at time zone ${slice.zone}::text as at, 0 as seq, null::text as title
      from facts.payments where workspace_id = (select app_workspace()) and paid_on >= ${start}::date and paid_on < ${end}::date
        ${ownedBy(slice.owners)}`
    case 'activities':
      return sql`
      select id, deal_id, owner_id, (occurred_at at time zone ${slice.zone}::text)::date as day, null::bigint as money, occurred_at as at, 0 as seq, title
      from facts.activities where workspace_id = (select app_workspace()) and done and occurred_at >= ${from} and occurred_at < ${to}
        ${ownedBy(slice.owners)} ${activityKind === null ? sql`` : sql`and kind = ${activityKind}`}`
    case 'leads':
      return sql`
      select id, deal_id, owner_id, source_id, campaign, (received_at at time zone ${slice.zone}::text)::date as day, null::bigint as money,
             received_at as at, 0 as seq, null::text as title
      from facts.leads where workspace_id = (select app_workspace()) and state <> 'spam' and received_at >= ${from} and received_at < ${to}
        ${ownedBy(slice.owners)} ${leadsOnly(slice)}`
  }
}

/** Whether the figure of this cell is counted from totals: other cuts count the deals in sight alone. */
function isOfTotals(slice: Slice, cell: RecordsAsked['cell']): boolean {
  return totalsKnow({ ...slice, dimensions: cell.map(({ dimension }) => dimension) })
}
