import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { CrossSell } from '../calc/cross-sell.ts'
import type { ClassSum, Summary } from '../calc/summary.ts'
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

/** Clients with their money looked up one by one: of the whole company, or few of them. */
const eachClient = (sight: Sight): RawBuilder<unknown> => sql`(
  select c.client_id as id, c.owner_id as "ownerId", c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, f.orders,
    ${moneyInSight(sight)} as "recentMinor", f.first_on as "firstOn", f.last_on as "lastOn", f.lost_on, f.interval_days::float8 as "intervalDays"
  from segments_classes c join segments_figures f on f.workspace_id = c.workspace_id and f.client_id = c.client_id
  where c.workspace_id = (select app_workspace()) and c.valid_to is null ${whoseIn(sight)})`

/** All clients of the people in sight, from what stands in the indexes of these people. Columns as of eachClient. */
const clientsOfPeople = ({ people, since }: Sight): RawBuilder<unknown> => sql`(
  select c.client_id as id, c.owner_id as "ownerId", c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, c.orders,
    c.recent_minor as "recentMinor", c.first_on as "firstOn", c.last_on as "lastOn", c.lost_on, c.interval_days::float8 as "intervalDays"
  from clients_in_sight(${[...people]}::uuid[], date_trunc('month', ${since}::date)::date) c)`

/** Those of them who brought most, a page: only of a page more is told than what stands in the index. Columns as of eachClient. */
const largestOfPeople = (
  { people, since }: Sight,
  { abc, xyz, state, rfm, after, limit }: Wanted,
): RawBuilder<unknown> => sql`(
  select c.client_id as id, c.owner_id as "ownerId", c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, f.orders,
    c.recent_minor as "recentMinor", f.first_on as "firstOn", f.last_on as "lastOn", f.lost_on, f.interval_days::float8 as "intervalDays"
  from clients_by_money(${[...people]}::uuid[], date_trunc('month', ${since}::date)::date, ${abc ?? null}, ${xyz ?? null}, ${state ?? null},
    ${rfm ? [...rfm].map(Number) : null}::smallint[], ${after?.[0] ?? null}::bigint, ${after?.[1] ?? null}::uuid, ${limit}::int) c
  join segments_figures f on f.workspace_id = (select app_workspace()) and f.client_id = c.client_id)`

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

const clientsAsked = (sight: Sight, wanted: Wanted): RawBuilder<unknown> =>
  sight.isCompany || wanted.id !== undefined
    ? eachClient(sight)
    : wanted.sort === 'money'
      ? largestOfPeople(sight, wanted)
      : clientsOfPeople(sight)

/** Clients of a class. */
export async function clientsOf(tx: Tx, sight: Sight, wanted: Wanted): Promise<StoredClient[]> {
  const { abc, xyz, state, rfm, id, sort, after, limit } = wanted
  const order = sort === 'money' ? sql`"recentMinor"` : sql`"silentDays"`
  const { rows } = await sql<StoredClient>`
    -- Which clients are of this class?
    with classed as (
      select c.id, c."ownerId", c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, c.orders, c."recentMinor", c."firstOn", c."lastOn",
        (${sight.today}::date - c."lastOn") as "silentDays", c."intervalDays"
      from ${clientsAsked(sight, wanted)} c where true
        ${abc ? sql`and c.abc = ${abc}` : sql``}
        ${xyz === undefined ? sql`` : xyz === 'none' ? sql`and c.xyz is null` : sql`and c.xyz = ${xyz}`}
        ${state ? sql`and c.state = ${state}` : sql``}
        ${id ? sql`and c.id = ${id}::uuid` : sql``}
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

/** Whether there is such a client for the viewer: a company, or a deal without one, which stands for its own client. */
export async function isClient(tx: Tx, clientId: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    -- Is there such a client?
    select exists (select from facts.companies c where c.workspace_id = (select app_workspace()) and c.id = ${clientId}::uuid)
        or exists (select from facts.deals d where d.workspace_id = (select app_workspace()) and d.id = ${clientId}::uuid) as is`.execute(
    tx,
  )
  return rows[0]?.is ?? false
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

/** The clients of the people in sight by class, as classSums counts them. */
export async function classSumsOf(tx: Tx, sight: Sight, since: Day, asOf: Day): Promise<ClassSum[]> {
  const found = sight.isCompany
    ? companySums(sight, since, asOf)
    : sql`select abc, xyz, state, clients, recent_minor as "recentMinor", repeated, active, lost, paying
          from class_sums_in_sight(${[...sight.people]}::uuid[], date_trunc('month', ${sight.since}::date)::date, ${since}::date, ${asOf}::date)`
  const { rows } = await sql<Omit<ClassSum, 'paying'> & { paying: string | null }>`
    -- Of which classes are the clients in sight, and what do they bring?
    ${found}`.execute(tx)
  // Thousands of amounts are taken apart here in a tenth of the time that rows of their own take.
  return rows.map(({ paying, ...one }) => ({ ...one, paying: paying?.split(',').map(Number) ?? [] }))
}

const companySums = (sight: Sight, since: Day, asOf: Day): RawBuilder<unknown> => sql`
    select c.abc, c.xyz, c.state, count(*) as clients, sum(c."recentMinor")::bigint as "recentMinor", count(*) filter (where c.orders > 1) as repeated,
      count(*) filter (where active) as active, count(*) filter (where active and coalesce(c.lost_on <= ${asOf}::date, false)) as lost,
      string_agg(c."recentMinor"::text, ',') filter (where c."recentMinor" > 0) as paying
    from ${eachClient(sight)} c
    cross join lateral (select c."firstOn" <= ${since}::date and coalesce(c.lost_on > ${since}::date, true) as active) a
    group by c.abc, c.xyz, c.state`

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
