import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { CrossSell } from '../calc/cross-sell.ts'
import type { Summary, Summed } from '../calc/summary.ts'
import type { Abc, State, Xyz } from '../contract.ts'

export interface StoredClient {
  id: string
  name: string | null
  hasCard: boolean
  ownerId: string | null
  ownerName: string | null
  abc: Abc
  xyz: Xyz | null
  recency: number
  frequency: number
  monetary: number
  state: State
  orders: number
  recentMinor: number
  firstOn: Day
  lastOn: Day
  silentDays: number
  intervalDays: number | null
}

export interface Sight {
  /** Whether the reader sees everybody: then money is the client's own, else what the people in sight sold him. */
  isCompany: boolean
  people: readonly string[]
  today: Day
  /** First day of the months looked at. */
  since: Day
}

/** Money of a client in the months looked at, as far as the reader may see it. */
const moneyInSight = ({ isCompany, people, since }: Sight): RawBuilder<unknown> =>
  isCompany
    ? sql`f.recent_minor`
    : sql`coalesce((select sum(b.money)::bigint from facts.buyers b where b.workspace_id = f.workspace_id and b.client_id = f.client_id
        and b.month >= date_trunc('month', ${since}::date) and b.owner_id = any (${[...people]}::uuid[])), 0)`

const whoseIn = ({ isCompany, people }: Sight): RawBuilder<unknown> =>
  isCompany ? sql`` : sql`and c.owner_id = any (${[...people]}::uuid[])`

interface Wanted {
  abc?: Abc | undefined
  xyz?: Xyz | 'none' | undefined
  state?: State | undefined
  rfm?: string | undefined
  id?: string | undefined
  sort: 'money' | 'silence'
  after?: readonly [number, string] | undefined
  limit: number
}

/** Clients of a class. */
export async function clientsOf(tx: Tx, sight: Sight, wanted: Wanted): Promise<StoredClient[]> {
  const { abc, xyz, state, rfm, id, sort, after, limit } = wanted
  const order = sort === 'money' ? sql`"recentMinor"` : sql`"silentDays"`
  const { rows } = await sql<StoredClient>`
    -- Which clients are of this class?
    with classed as (
      select c.client_id as id, c.owner_id as "ownerId", c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, f.orders,
        ${moneyInSight(sight)} as "recentMinor", f.first_on as "firstOn", f.last_on as "lastOn", (${sight.today}::date - f.last_on) as "silentDays",
        f.interval_days::float8 as "intervalDays"
      from segments_classes c join segments_figures f on f.workspace_id = c.workspace_id and f.client_id = c.client_id
      where c.workspace_id = (select app_workspace()) and c.valid_to is null ${whoseIn(sight)}
        ${abc ? sql`and c.abc = ${abc}` : sql``}
        ${xyz === undefined ? sql`` : xyz === 'none' ? sql`and c.xyz is null` : sql`and c.xyz = ${xyz}`}
        ${state ? sql`and c.state = ${state}` : sql``}
        ${id ? sql`and c.client_id = ${id}::uuid` : sql``}
        ${rfm ? sql`and (c.recency, c.frequency, c.monetary) = (${Number(rfm[0])}::int, ${Number(rfm[1])}::int, ${Number(rfm[2])}::int)` : sql``}
    ), page as (
      select * from classed where ${after ? sql`(${order}, id) < (${after[0]}::bigint, ${after[1]}::uuid)` : sql`true`}
      order by ${order} desc, id desc limit ${limit}::int
    )
    select p.*, coalesce(k.name, d.title) as name, k.id is not null as "hasCard", o.full_name as "ownerName"
    from page p
    left join facts.companies k on k.workspace_id = (select app_workspace()) and k.id = p.id
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = p.id
    left join facts.people o on o.workspace_id = (select app_workspace()) and o.id = p."ownerId"
    order by ${order} desc, p.id desc`.execute(tx)
  return rows
}

/** What was kept for those who see everybody; null: never computed. */
export async function companySummary(tx: Tx): Promise<Summary | null> {
  const { rows } = await sql<{ figures: Summary }>`
    -- What did the last computation give for the whole company?
    select figures from segments_company where workspace_id = (select app_workspace())`.execute(tx)
  return rows[0]?.figures ?? null
}

/** What goes together in the whole company, as the last computation has found it; null before the first. */
export async function companyCrossSell(tx: Tx, by: 'product' | 'group'): Promise<CrossSell | null> {
  const { rows } = await sql<{ together: CrossSell | null }>`
    -- What did the last computation find the clients of the company to buy together?
    select together -> ${by}::text as together from segments_company where workspace_id = (select app_workspace())`.execute(
    tx,
  )
  return rows[0]?.together ?? null
}

/** The clients of the people in sight, for a summary of their own. */
export async function clientsToSum(tx: Tx, sight: Sight): Promise<Summed[]> {
  const { rows } = await sql<Summed>`
    -- Of which classes are these clients, and what do they bring?
    select c.abc, c.xyz, c.state, f.orders, ${moneyInSight(sight)} as "recentMinor", f.first_on as "firstOn", f.lost_on as "lostOn"
    from segments_classes c join segments_figures f on f.workspace_id = c.workspace_id and f.client_id = c.client_id
    where c.workspace_id = (select app_workspace()) and c.valid_to is null ${whoseIn(sight)}`.execute(tx)
  return rows
}

export interface ClassSpan {
  from: Day
  to: Day | null
  abc: Abc
  xyz: Xyz | null
  state: State
}

export async function historyOf(tx: Tx, clientId: string): Promise<ClassSpan[]> {
  const { rows } = await sql<ClassSpan>`
    -- In which classes has this client been?
    select valid_from as from, valid_to as to, abc, xyz, state from segments_classes
    where workspace_id = (select app_workspace()) and client_id = ${clientId}::uuid order by valid_from desc limit 50`.execute(
    tx,
  )
  return rows
}
