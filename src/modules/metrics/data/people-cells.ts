import { type RawBuilder, sql } from 'kysely'
import { firstDay } from '#core/calendar/month.ts'
import { monthsAndDays } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import {
  type Counting,
  countingOf,
  keptPeople,
  type KeptPeople,
  peopleCells,
  restOfBookings,
  restOfOutcomes,
} from '#modules/funnel/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import type { Cell } from '../calc/cells.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { isTime } from '../calc/time-buckets.ts'
import { cellOf, grouped, wonDealCells } from './deal-cells.ts'
import { joinsOf, type KeySql, keySql } from './keys.ts'
import { byDays, byOwner, type Slice, totalsKnow, within } from './slice.ts'

type Row = Record<`k${number}`, string | null> & Record<keyof Atoms, number | null>

/** Whether the months of people know all that the question is about: whose, when; no pipelines, no stages. */
export function peopleKnow(slice: Slice): boolean {
  const { dimensions, ofPipelines, owners } = slice
  return (
    totalsKnow(slice) &&
    !ofPipelines &&
    owners !== 'nobody' &&
    !dimensions.includes('pipeline') &&
    !dimensions.includes('stage') &&
    !(byDays(slice) && byOwner(slice))
  )
}

/** What closed months keep of some people is found by whose it is. */
async function countingIn(tx: Tx, { period, owners }: Slice): Promise<Counting> {
  const counting = await countingOf(tx, period)
  return Array.isArray(owners) ? { ...counting, owners } : counting
}

function keptOf(tx: Tx, facts: 'closed' | 'booked', slice: Slice, counting: Counting): Promise<KeptPeople | null> {
  const months = byDays(slice) ? [] : monthsAndDays(slice.period).months.map(firstDay)
  return keptPeople(tx, facts, counting, { months, ofPeople: byOwner(slice) })
}

/** What new clients brought in every cell of the cut. */
export async function newClientCells(tx: Tx, slice: Slice): Promise<Cell[]> {
  const counting = await countingIn(tx, slice)
  const kept = await keptOf(tx, 'booked', slice, counting)
  const owners = Array.isArray(slice.owners) ? slice.owners : null
  const keys = slice.dimensions.map((dimension) => keySql(dimension, slice.currency))
  const isOfOwners = slice.dimensions.some((one) => one === 'seller' || one === 'department')
  const rest = restOfBookings({ rest: kept?.rest ?? [counting] })
  const { rows } = await askWithKeptPlan(
    tx,
    sql<Row>`
    -- How many clients bought for the first time, and what did new clients bring, in each cell of the cut?
    with rows as (
      select b.day, b.owner_id, case when f.first_sale then b.n else 0 end as n, case when f.client_kind = 'new' then b.base_minor else 0 end as money
      from (
        -- Profiles are few, and looked up after the ledger is summed up by them.
        select ${slice.dimensions.some(isTime) ? sql`day` : sql`null::date as day`}, ${isOfOwners ? sql`owner_id` : sql`null::uuid as owner_id`}, profile,
               sum(n)::bigint as n, sum(base_minor)::bigint as base_minor
        from ${rest} l where true ${within(slice)} group by 1, 2, 3
      ) b join facts.metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = b.profile
      ${kept ? sql`union all select day, owner_id, n, money from ${peopleCells('new', kept, owners)} c` : sql``}
    )
    select ${selected(keys, [
      sql`coalesce(sum(r.n), 0)::float8 as "firstSalesN"`,
      sql`coalesce(sum(r.money), 0)::float8 as "newBookedMinor"`,
    ])}
    from rows r ${joinsOf(keys)} ${grouped(keys)}`,
  )
  return rows.map((row) => cellOf(row, keys.length, ['firstSalesN', 'newBookedMinor']))
}

/** The median cycle of the deals won in the period, in every cell of the cut: from lengths in order where they stand, else from the deals. */
export async function cycleCells(
  tx: Tx,
  slice: Slice,
  metrics: ReadonlySet<MetricKey>,
): Promise<{ cells: Cell[]; whole: Atoms | null }> {
  if (metrics.has('medianCheck') || metrics.has('cycleMean') || !peopleKnow(slice))
    return wonDealCells(tx, slice, metrics)
  const counting = await countingIn(tx, slice)
  const kept = await keptOf(tx, 'closed', slice, counting)
  if (!kept) return wonDealCells(tx, slice, metrics)
  const owners = Array.isArray(slice.owners) ? slice.owners : null
  const keys = slice.dimensions.map((dimension) => keySql(dimension, slice.currency))
  const names = keys.map((_, place) => sql.ref(`k${place}`))
  const by = sql.join(
    names.map((name) => sql`${name}, `),
    sql``,
  )
  const ofBounds = sql.join(
    names.map((name) => sql`b.${name}, `),
    sql``,
  )
  const same = sql.join([sql`true`, ...names.map((name) => sql`p.${name} is not distinct from b.${name}`)], sql` and `)
  const { rows } = await askWithKeptPlan(
    tx,
    sql<Row>`
    -- What is the median cycle of the deals won, in each cell of the cut?
    with other as (
      select owner_id, closed_day as day, date_part('epoch', closed_at - created_at) as seconds
      from ${restOfOutcomes(kept)} c where outcome = 'won' and n > 0 ${within(slice)}
    ), parts as materialized (
      select ${selected(keys, [sql`r.n::int as n`, sql`r.lengths`])} from ${peopleCells('cycle', kept, owners)} r ${joinsOf(keys)}
      union all
      select ${selected(keys, [sql`count(*)::int`, sql`array_agg(r.seconds order by r.seconds)`])} from other r ${joinsOf(keys)}
      ${grouped(keys)} having count(*) > 0
    ), bounds as materialized (
      -- The middle of the whole lies between the least and the greatest middle of its parts: the rest need not be put in order.
      select ${by} sum(n)::int as n, min(lengths[(n + 1) / 2]) as low, max(lengths[(n + 2) / 2]) as high
      from parts ${grouped(keys)}
    ), middles as (
      select ${ofBounds} b.n as deals,
             b.n - 2 * sum(width_bucket(b.low - 1, p.lengths))::int as n,
             arrays_joined(p.lengths[width_bucket(b.low - 1, p.lengths) + 1 : width_bucket(b.high, p.lengths)]) as lengths
      from bounds b join parts p on ${same} group by ${ofBounds} b.n
    )
    select ${by} deals::float8 as "wonDealsN", l.lengths[(m.n + 1) / 2] + 0.5 * (l.lengths[(m.n + 2) / 2] - l.lengths[(m.n + 1) / 2]) as "cycleMedianS"
    from middles m cross join lateral (select array_agg(x order by x) as lengths from unnest(m.lengths) x) l`,
  )
  const cells = rows.map((row) => cellOf(row, keys.length, ['wonDealsN', 'cycleMedianS']))
  const none: Cell = { keys: [], atoms: { wonDealsN: 0, cycleMedianS: null } }
  return { cells: cells.length === 0 && keys.length === 0 ? [none] : cells, whole: null }
}

function selected(keys: readonly KeySql[], others: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join([...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`), ...others])
}
