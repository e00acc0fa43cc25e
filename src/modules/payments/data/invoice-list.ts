import { type RawBuilder, sql } from 'kysely'
import { parsePeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { InvoiceState } from '../calc/invoice-state.ts'
import type { InvoiceFilter as Asked, InvoicePlace, InvoiceSort } from '../contract.ts'

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
  /** What the list is ordered by, as text. */
  key: string
}

/** What is still owed for an invoice, in the company's currency: its part of the rate on the day of issue. */
export const owedBase = sql`case when i.total_minor = 0 then 0
  else round(i.base_minor::numeric * greatest(i.total_minor - i.paid_minor, 0) / i.total_minor)::bigint end`

const keys: Record<string, RawBuilder<unknown>> = {
  due: sql`i.due_on`,
  issued: sql`i.issued_on`,
  total: sql`i.base_minor`,
  owed: owedBase,
}
const types: Record<string, RawBuilder<unknown>> = {
  due: sql`date`,
  issued: sql`date`,
  total: sql`bigint`,
  owed: sql`bigint`,
}

const columns = sql`
  i.id, i.number, i.issued_on as "issuedOn", i.due_on as "dueOn", i.total_minor as "totalMinor", i.paid_minor as "paidMinor", i.base_minor as "baseMinor",
  i.currency, i.cancelled_at is not null as "isCancelled", i.deal_id as "dealId", d.title as "dealTitle", i.company_id as "companyId", c.name as "companyName",
  i.owner_id as "ownerId", p.full_name as "ownerName", i.own_firm_id as "firmId", f.name as "firmName"`
const joins = sql`
  join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null
  join own_firms f on f.workspace_id = i.workspace_id and f.id = i.own_firm_id
  left join companies c on c.workspace_id = i.workspace_id and c.id = i.company_id
  left join people p on p.workspace_id = i.workspace_id and p.id = i.owner_id`

/** Sums need no names, but for a filter by the client's. */
const liveDeal = sql`join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null`
const sumJoins = sql`${liveDeal} left join companies c on c.workspace_id = i.workspace_id and c.id = i.company_id`

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
  return sql.join(parts, sql` and `)
}

/** One page of invoices after a place, `limit` at most. */
export async function pageOfInvoices(
  tx: Tx,
  workspaceId: string,
  filter: InvoiceFilter,
  page: { sort: InvoiceSort; after?: InvoicePlace | undefined; limit: number; today: string },
): Promise<FlatInvoice[]> {
  const isDown = page.sort.startsWith('-')
  const name = isDown ? page.sort.slice(1) : page.sort
  const key = keys[name] ?? sql`i.due_on`
  const [, afterKey, afterId] = page.after ?? []
  const beyond = page.after
    ? sql`and (${key}, i.id) ${isDown ? sql`<` : sql`>`} (${afterKey}::text::${types[name] ?? sql`date`}, ${afterId}::uuid)`
    : sql``
  const direction = isDown ? sql`desc` : sql`asc`
  const { rows } = await sql<FlatInvoice>`
    -- Which invoices are these?
    select ${columns}, (${key})::text as key
    from invoices i ${joins}
    where ${condition(workspaceId, filter, page.today)} ${beyond}
    order by ${key} ${direction}, i.id ${direction} limit ${page.limit}::int`.execute(tx)
  return rows
}

export async function oneInvoice(tx: Tx, workspaceId: string, id: string): Promise<FlatInvoice | undefined> {
  const { rows } = await sql<FlatInvoice>`
    select ${columns}, '' as key from invoices i ${joins} where i.workspace_id = ${workspaceId}::uuid and i.id = ${id}::uuid`.execute(
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
      from invoices i ${filter.text ? sumJoins : liveDeal} where ${condition(workspaceId, filter, today)}
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

/** Who owes how much and since when, the largest first. */
export async function receivablesBy(
  tx: Tx,
  workspaceId: string,
  by: 'seller' | 'company',
  today: string,
): Promise<Receivable[]> {
  const subject = by === 'seller' ? sql`i.owner_id` : sql`i.company_id`
  const { rows } = await sql<Receivable>`
    -- Who owes how much, and since when?
    with owed as (
      select ${subject} as id, ${owedBase} as minor, ${today}::date - i.due_on as days
      from invoices i join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null
      where i.workspace_id = ${workspaceId}::uuid and i.cancelled_at is null and i.paid_minor < i.total_minor
    )
    select o.id, ${by === 'seller' ? sql`max(p.full_name)` : sql`max(c.name)`} as name, count(*)::int as invoices,
           sum(o.minor)::float8 as "owedMinor", coalesce(sum(o.minor) filter (where o.days > 0), 0)::float8 as "overdueMinor",
           array[coalesce(sum(o.minor) filter (where o.days <= 0), 0)::float8,
                 coalesce(sum(o.minor) filter (where o.days between 1 and 30), 0)::float8,
                 coalesce(sum(o.minor) filter (where o.days between 31 and 60), 0)::float8,
                 coalesce(sum(o.minor) filter (where o.days between 61 and 90), 0)::float8,
                 coalesce(sum(o.minor) filter (where o.days > 90), 0)::float8] as ages,
           greatest(max(o.days), 0)::int as "oldestDays"
    from owed o
    ${by === 'seller' ? sql`left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = o.id` : sql`left join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = o.id`}
    group by o.id order by 4 desc, name limit 500`.execute(tx)
  return rows
}
