import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { ownedBy } from '#modules/funnel/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import type { Cell } from '../calc/cells.ts'
import { cellOf, grouped } from './deal-cells.ts'
import { ofTotals } from './deal-rows.ts'
import { joinsOf, keySql } from './keys.ts'
import { instantsOf, type Slice, totalsOf } from './slice.ts'

type Row = Record<`k${number}`, string | null> & Record<keyof Atoms, number | null>

/** Contacts done, of which calls and meetings: by whoever did them, on the day when they took place. */
export function activityCells(tx: Tx, slice: Slice): Promise<Cell[]> {
  // Contacts belong to no pipeline of deals in a cut by people and time.
  const own = { ...slice, ofPipelines: false }
  const { months, days } = totalsOf(own)
  const kinds = ['call', 'meeting', 'demo', 'email', 'message'].map((kind) => `activity:${kind}`)
  const rows = [
    ...(months.length > 0 ? [ofTotals(own, 'month', kinds, sql`month = any(${months}::date[])`)] : []),
    ...days.map(({ start, end }) => ofTotals(own, 'day', kinds, sql`day >= ${start}::date and day < ${end}::date`)),
  ]
  return cellsOf(tx, own, sql.join(rows, sql` union all `), [
    ['callsN', sql`sum(r.n) filter (where r.kind = 'activity:call')`],
    ['meetingsN', sql`sum(r.n) filter (where r.kind = 'activity:meeting')`],
    ['activitiesN', sql`sum(r.n)`],
  ])
}

/** Payments received, to the credit of whoever had the deal when the money came. */
export function paymentCells(tx: Tx, slice: Slice): Promise<Cell[]> {
  const { start, end } = slice.period
  const rows = sql`
      select owner_id, paid_on as day, base_minor as money from facts.payments
      where workspace_id = (select app_workspace()) and paid_on >= ${start}::date and paid_on < ${end}::date ${ownedBy(slice.owners)}`
  return cellsOf(tx, slice, rows, [
    ['paymentsN', sql`count(*)`],
    ['paymentsMinor', sql`sum(r.money)`],
  ])
}

/** Incoming leads by the moment of receipt; spam takes no part. */
export async function leadCells(tx: Tx, slice: Slice): Promise<Cell[]> {
  const { from, to } = instantsOf(slice)
  const { zone } = slice
  const rows = sql`
      select owner_id, source_id, campaign, (received_at at time zone ${zone}::text)::date as day, state, response_minutes
      from facts.leads
      where workspace_id = (select app_workspace()) and received_at >= ${from} and received_at < ${to} and state <> 'spam' ${ownedBy(slice.owners)}
        ${leadsOnly(slice)}`
  return cellsOf(tx, slice, rows, [
    ['leadsN', sql`count(*)`],
    ['leadsConvertedN', sql`count(*) filter (where r.state = 'converted')`],
    ['leadsDecidedN', sql`count(*) filter (where r.state in ('converted', 'rejected'))`],
    ['leadsAnsweredN', sql`count(r.response_minutes)`],
    ['responseMinutes', sql`percentile_cont(0.5) within group (order by r.response_minutes)`],
  ])
}

/** Leads of the sources and campaigns asked for. */
export function leadsOnly({ sources, campaigns }: Slice): RawBuilder<unknown> {
  return sql`${sources === null ? sql`` : sql`and source_id = any(${sources}::uuid[])`}
        ${campaigns === null ? sql`` : sql`and coalesce(campaign, 'none') = any(${campaigns}::text[])`}`
}

/** Open deals that are expected to close in the period: the pipeline that may still cover the plan. */
export function expectedCells(tx: Tx, slice: Slice): Promise<Cell[]> {
  const { start, end } = slice.period
  const rows = sql`
      select owner_id, null::date as day, base_minor as money from facts.deal_signs
      where workspace_id = (select app_workspace()) and expected_close_on >= ${start}::date and expected_close_on < ${end}::date
        ${ownedBy(slice.owners)}`
  return cellsOf(tx, slice, rows, [['expectedMinor', sql`sum(r.money)`]])
}

async function cellsOf(
  tx: Tx,
  { dimensions, currency }: Slice,
  rows: RawBuilder<unknown>,
  atoms: readonly [keyof Atoms, RawBuilder<unknown>][],
): Promise<Cell[]> {
  // A lead says its campaign itself, deals say it by their profile.
  const keys = dimensions.map((one) =>
    one === 'campaign' ? { ...keySql('source', currency), key: sql`r.campaign` } : keySql(one, currency),
  )
  const found = await sql<Row>`
    -- How many and how much in each cell of the cut?
    select ${sql.join([
      ...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`),
      ...atoms.map(([atom, of]) => sql`(${of})::float8 as ${sql.ref(atom)}`),
    ])}
    from (${rows}) r ${joinsOf(keys)}
    ${grouped(keys)}`.execute(tx)
  return found.rows.map((row) =>
    cellOf(
      row,
      keys.length,
      atoms.map(([atom]) => atom),
    ),
  )
}
