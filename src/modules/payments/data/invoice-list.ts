import { type RawBuilder, sql } from 'kysely'
import { parsePeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type OrderKey, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { InvoiceState } from '../calc/invoice-state.ts'
import type { InvoiceFilter as Asked, InvoiceSortName } from '../contract.ts'

/** Which invoices; `where` is what a person has put together. */
export type InvoiceFilter = Omit<Asked, 'where'> & { where?: RawBuilder<unknown> | undefined }

export interface FlatInvoice {
  id: string
  number: string
  issuedOn: string
  dueOn: string
  totalMinor: number
  paidMinor: number
  baseMinor: number
  currency: string
  isCancelled: boolean
  dealId: string
  dealTitle: string
  companyId: string | null
  companyName: string | null
  ownerId: string | null
  ownerName: string | null
  firmId: string
  firmName: string
  note: string | null
  version: number
}

/** What is still owed for an invoice, in the company's currency: its part of the rate on the day of issue. Word for word as in its index. */
export const owedBase = sql`case when i.total_minor = 0 or i.paid_minor >= i.total_minor then 0
  else round(i.base_minor::numeric * (i.total_minor - i.paid_minor) / i.total_minor)::bigint end`

interface InvoiceOrder extends RowOrder {
  /** By what names it goes: they are joined, for one look for each invoice would take seconds. */
  names: ReadonlySet<string>
  /** By the client alone: the order of the names themselves. */
  byClient: RowOrder | null
}

/** The order of a list on a day, as it was asked: 'due', 'client,-owed'. Unpaid ones stand before paid ones, the most urgent first. */
export function invoiceOrder(sort: string, today: string): InvoiceOrder {
  const keys: Record<InvoiceSortName, OrderKey> = {
    due: { column: sql`i.due_on`, type: 'day', required: true },
    issued: { column: sql`i.issued_on`, type: 'day', required: true },
    total: { column: sql`i.base_minor`, type: 'whole', required: true },
    owed: { column: sql`(${owedBase})`, type: 'whole', required: true },
    paid: { column: sql`(i.base_minor - (${owedBase}))`, type: 'whole', required: true },
    number: { column: sql`i.number`, type: 'words', required: true },
    state: {
      column: sql`(case when i.cancelled_at is not null then 5 when i.paid_minor >= i.total_minor then 4 when i.due_on < ${today}::date then 1
        when i.paid_minor > 0 then 2 else 3 end)`,
      type: 'whole',
      required: true,
    },
    client: { column: sql`c.name`, type: 'words' },
    owner: { column: sql`p.full_name`, type: 'words' },
    deal: { column: sql`d.title`, type: 'words' },
  }
  const names = new Set(sort.split(',').map((name) => name.replace(/^-/, '')))
  const named: OrderKey = { column: sql`c.name`, type: 'words', required: true }
  const byClient = sort.replace('-', '') === 'client' ? rowOrder(sort, { client: named }, sql`i.id`) : null
  return { ...rowOrder(sort, keys, sql`i.id`), names, byClient }
}

const columns = sql`
  i.id, i.number, i.issued_on as "issuedOn", i.due_on as "dueOn", i.total_minor as "totalMinor", i.paid_minor as "paidMinor", i.base_minor as "baseMinor",
  i.currency, i.cancelled_at is not null as "isCancelled", i.deal_id as "dealId", d.title as "dealTitle", i.company_id as "companyId", c.name as "companyName",
  i.owner_id as "ownerId", p.full_name as "ownerName", i.own_firm_id as "firmId", f.name as "firmName", i.note, i.version`

/** Names are read where a filter asks for them; otherwise it is enough that the deal is not among the few in the trash. */
const dealJoin = sql`join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null`
const clientJoin = sql`left join companies c on c.workspace_id = i.workspace_id and c.id = i.company_id`
const ownerJoin = sql`left join people p on p.workspace_id = i.workspace_id and p.id = i.owner_id`
const nameJoins = sql`${dealJoin} ${clientJoin}`
const joins = sql`${nameJoins} ${ownerJoin} join own_firms f on f.workspace_id = i.workspace_id and f.id = i.own_firm_id`
const asksNames = ({ text, where }: InvoiceFilter) => text !== undefined || where !== undefined
const ofLiveDeal = sql`not exists (select from deals d where d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is not null)`

/** What each state means in the words of the table; the same as calc/invoice-state.ts, a test holds them together. */
function inState(state: InvoiceState, today: string): RawBuilder<unknown> {
  switch (state) {
    case 'cancelled':
      return sql`i.cancelled_at is not null`
    case 'paid':
      return sql`i.cancelled_at is null and i.paid_minor >= i.total_minor`
    case 'overdue':
      return sql`i.cancelled_at is null and i.paid_minor < i.total_minor and i.due_on < ${today}::date`
    case 'partly':
      return sql`i.cancelled_at is null and i.paid_minor < i.total_minor and i.paid_minor > 0 and i.due_on >= ${today}::date`
    case 'waiting':
      return sql`i.cancelled_at is null and i.paid_minor < i.total_minor and i.paid_minor <= 0 and i.due_on >= ${today}::date`
  }
}

function condition(workspaceId: string, filter: InvoiceFilter, today: string): RawBuilder<unknown> {
  const parts = [sql`i.workspace_id = ${workspaceId}::uuid`]
  if (filter.dealId) parts.push(sql`i.deal_id = ${filter.dealId}::uuid`)
  if (filter.companyId) parts.push(sql`i.company_id = ${filter.companyId}::uuid`)
  if (filter.ownerIds?.length) parts.push(sql`i.owner_id = any (${filter.ownerIds}::uuid[])`)
  if (filter.text) {
    const text = filter.text
    parts.push(sql`(i.number ilike like_pattern(${text}) or c.name ilike like_pattern(${text}))`)
  }
  const period = filter.issued ? parsePeriod(filter.issued) : null
  if (period) parts.push(sql`i.issued_on >= ${period.start}::date and i.issued_on < ${period.end}::date`)
  if (filter.states?.length) {
    const states = filter.states.map((state) => sql`(${inState(state, today)})`)
    parts.push(sql`(${sql.join(states, sql` or `)})`)
  }
  if (filter.where) parts.push(filter.where)
  if (!asksNames(filter)) parts.push(ofLiveDeal)
  return sql.join(parts, sql` and `)
}

interface InvoicePage {
  order: InvoiceOrder
  after?: ListPlace | undefined
  limit: number
  today: string
}

/** One page of invoices after a place, `limit` at most. `isWhole`: the reader sees every invoice. */
export async function pageOfInvoices(
  tx: Tx,
  workspaceId: string,
  { isWhole = false, ...filter }: InvoiceFilter & { isWhole?: boolean | undefined },
  page: InvoicePage,
): Promise<{ row: FlatInvoice; place: string }[]> {
  const { order, after, limit, today } = page
  const isAll = isWhole && Object.values(filter).every((value) => value === undefined)
  if (isAll && order.byClient) return byClients(tx, workspaceId, order.byClient, page)
  const all = asksNames(filter)
  const named = [
    ...(all || order.names.has('deal') ? [dealJoin] : []),
    ...(all || order.names.has('client') ? [clientJoin] : []),
    ...(order.names.has('owner') ? [ownerJoin] : []),
  ]
  return papersOf(
    tx,
    workspaceId,
    sql`
      select i.id, ${order.place} as place
      from invoices i ${sql.join([sql``, ...named], sql` `)}
      where ${condition(workspaceId, filter, today)} and ${order.after(after)}
      order by ${order.orderBy} limit ${limit}::int`,
  )
}

/**
 * All invoices by their clients: clients are taken in the order of their names, and of each its invoices, so that none but the page is read. Those without a
 * client stand at the end.
 */
async function byClients(
  tx: Tx,
  workspaceId: string,
  ofNames: RowOrder,
  { order, after, limit, today }: InvoicePage,
): Promise<{ row: FlatInvoice; place: string }[]> {
  const ours = condition(workspaceId, {}, today)
  const name = after?.[1][0]
  const isDown = after ? after[0].startsWith('-') : false
  // Which invoice is the next one is no question to the index of names; which name is, is.
  const from =
    name === undefined ? sql`` : sql`and c.name collate "ru-x-icu" ${isDown ? sql`<=` : sql`>=`} ${name}::text`
  const found = await papersOf(
    tx,
    workspaceId,
    sql`
      select i.id, ${ofNames.place} as place
      from companies c join invoices i on i.workspace_id = c.workspace_id and i.company_id = c.id
      where c.workspace_id = ${workspaceId}::uuid ${from} and ${ours} and ${ofNames.after(after)}
      order by ${ofNames.orderBy} limit ${limit}::int`,
  )
  if (found.length >= limit) return found
  const others = await papersOf(
    tx,
    workspaceId,
    sql`
      select i.id, ${order.place} as place from invoices i ${clientJoin}
      where ${ours} and c.id is null and ${order.after(after)} order by ${order.orderBy} limit ${limit - found.length}::int`,
  )
  return [...found, ...others]
}

/** Which they are is chosen first: papers and names are read of these alone. Takes id and place in order. */
async function papersOf(
  tx: Tx,
  workspaceId: string,
  chosen: RawBuilder<unknown>,
): Promise<{ row: FlatInvoice; place: string }[]> {
  const { rows } = await sql<FlatInvoice & { place: string }>`
    -- Which invoices are these?
    with page as (
      select chosen.*, row_number() over () as nr from (${chosen}) chosen
    )
    select ${columns}, page.place
    from page join invoices i on i.workspace_id = ${workspaceId}::uuid and i.id = page.id ${joins}
    order by page.nr`.execute(tx)
  return rows.map(({ place, ...row }) => ({ row, place }))
}

export async function oneInvoice(tx: Tx, workspaceId: string, id: string): Promise<FlatInvoice | undefined> {
  const { rows } = await sql<FlatInvoice>`
    select ${columns} from invoices i ${joins} where i.workspace_id = ${workspaceId}::uuid and i.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

export interface InvoiceSums {
  count: number
  totalMinor: number
  paidMinor: number
  owedMinor: number
  overdueCount: number
  overdueMinor: number
}

/** What these invoices come to, in the company's currency; cancelled ones count in none of the sums. */
export async function sumOfInvoices(
  tx: Tx,
  workspaceId: string,
  filter: InvoiceFilter,
  today: string,
): Promise<InvoiceSums> {
  const { rows } = await sql<InvoiceSums>`
    -- What do these invoices come to?
    with chosen as (
      select i.cancelled_at is null as counts, i.base_minor as total, ${owedBase} as owed, i.due_on < ${today}::date as late
      from invoices i ${asksNames(filter) ? nameJoins : sql``} where ${condition(workspaceId, filter, today)}
    )
    select count(*)::int as count,
           coalesce(sum(total) filter (where counts), 0)::float8 as "totalMinor",
           coalesce(sum(total - owed) filter (where counts), 0)::float8 as "paidMinor",
           coalesce(sum(owed) filter (where counts), 0)::float8 as "owedMinor",
           (count(*) filter (where counts and late and owed > 0))::int as "overdueCount",
           coalesce(sum(owed) filter (where counts and late), 0)::float8 as "overdueMinor"
    from chosen`.execute(tx)
  return rows[0] ?? { count: 0, totalMinor: 0, paidMinor: 0, owedMinor: 0, overdueCount: 0, overdueMinor: 0 }
}

export interface Receivable {
  id: string | null
  name: string | null
  invoices: number
  owedMinor: number
  overdueMinor: number
  ages: number[]
  oldestDays: number
}

/** All who owe less than those who are listed. */
export interface OtherDebts extends Pick<Receivable, 'invoices' | 'owedMinor' | 'overdueMinor' | 'ages'> {
  /** How many they are. */
  n: number
}

/** Who owes how much and since when: the largest, at most so many, and all others together. */
export async function receivablesBy(
  tx: Tx,
  workspaceId: string,
  by: 'seller' | 'company',
  { today, most }: { today: string; most: number },
): Promise<{ rows: Receivable[]; others: OtherDebts }> {
  const subject = by === 'seller' ? sql`i.owner_id` : sql`i.company_id`
  const { rows } = await sql<Receivable & { isListed: boolean; n: number }>`
    -- Who owes how much, and since when?
    with owed as (
      select ${subject} as id, ${owedBase} as minor, ${today}::date - i.due_on as days
      from invoices i
      where i.workspace_id = ${workspaceId}::uuid and i.cancelled_at is null and i.paid_minor < i.total_minor and ${ofLiveDeal}
    ), debts as (
      select o.id, count(*)::int as invoices, sum(o.minor)::float8 as owed,
             coalesce(sum(o.minor) filter (where o.days > 0), 0)::float8 as overdue,
             array[coalesce(sum(o.minor) filter (where o.days <= 0), 0)::float8,
                   coalesce(sum(o.minor) filter (where o.days between 1 and 30), 0)::float8,
                   coalesce(sum(o.minor) filter (where o.days between 31 and 60), 0)::float8,
                   coalesce(sum(o.minor) filter (where o.days between 61 and 90), 0)::float8,
                   coalesce(sum(o.minor) filter (where o.days > 90), 0)::float8] as ages,
             greatest(max(o.days), 0)::int as oldest
      from owed o group by o.id
    ), placed as (
      select d.*, row_number() over (order by owed desc, id) <= ${most}::int as is_listed from debts d
    ), told as (
      select id, invoices, owed, overdue, ages, oldest, is_listed, 1 as n from placed where is_listed
      union all
      select null, sum(invoices)::int, sum(owed), sum(overdue), array[sum(ages[1]), sum(ages[2]), sum(ages[3]), sum(ages[4]), sum(ages[5])], max(oldest),
             is_listed, count(*)::int
      from placed where not is_listed group by is_listed
    )
    select l.is_listed as "isListed", l.n, l.id, ${by === 'seller' ? sql`p.full_name` : sql`c.name`} as name, l.invoices, l.owed as "owedMinor", l.overdue as "overdueMinor", l.ages,
           l.oldest as "oldestDays"
    from told l
    ${by === 'seller' ? sql`left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = l.id` : sql`left join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = l.id`}
    order by l.owed desc, name`.execute(tx)
  const others = rows.find(({ isListed }) => !isListed)
  return {
    rows: rows.filter(({ isListed }) => isListed),
    others: others ?? { n: 0, invoices: 0, owedMinor: 0, overdueMinor: 0, ages: [0, 0, 0, 0, 0] },
  }
}
