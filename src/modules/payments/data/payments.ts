import { type RawBuilder, sql } from 'kysely'
import { parsePeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type OrderKey, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { PaymentSortName } from '../contract.ts'

interface Named {
  id: string
  name: string
}

export interface StoredPart {
  id: string
  amountMinor: number
  baseMinor: number
  invoice: { id: string; number: string } | null
  deal: Named | null
  company: Named | null
  credit: Named | null
}

export interface StoredPayment {
  id: string
  paidOn: string
  currency: string
  documentNumber: string | null
  payerName: string | null
  payerInn: string | null
  note: string | null
  source: string
  recordedAt: Date
  voidedAt: Date | null
  voidReason: string | null
  version: number
  parts: StoredPart[]
  /** Where it stands in the order that was asked for. */
  place: string
}

export interface PaymentFilter {
  id?: string | undefined
  invoiceId?: string | undefined
  dealId?: string | undefined
  companyId?: string | undefined
  paid?: string | undefined
  ownerIds?: readonly string[] | undefined
  advances?: boolean | undefined
  text?: string | undefined
  /** What a person has put together. */
  where?: RawBuilder<unknown> | undefined
  /** The reader sees every part: none need be looked for. */
  isWhole?: boolean | undefined
}

const ORDER: Record<PaymentSortName, OrderKey> = {
  day: { column: sql`h.paid_on`, type: 'day', required: true },
  amount: { column: sql`s.amount`, type: 'whole' },
  payer: { column: sql`coalesce(h.payer_name, k.name)`, type: 'words' },
  document: { column: sql`h.document_number`, type: 'words' },
  owner: { column: sql`o.owner`, type: 'words' },
  recorded: { column: sql`h.recorded_at`, type: 'moment', required: true },
}

/** What the parts that the reader sees come to, of all payments at once: asked of each it would take seconds. */
const of = (what: RawBuilder<unknown>, joined = sql``, where = sql`true`) => sql`
  (select r.workspace_id, r.payment_id, ${what} from payment_parts r ${joined} where ${where} group by r.workspace_id, r.payment_id)`
const AMOUNTS = sql`
  join ${of(sql`sum(r.amount_minor)::bigint as amount`)} s on s.workspace_id = h.workspace_id and s.payment_id = h.id`
const OWNERS = sql`
  join ${of(sql`min(p.full_name) as owner`, sql`left join people p on p.workspace_id = r.workspace_id and p.id = r.credit_id`)} o
    on o.workspace_id = h.workspace_id and o.payment_id = h.id`
// The client stands for the payer where the paper names none.
const CLIENTS = sql`
  left join ${of(
    sql`min(c.name) as name`,
    sql`join payments x on x.workspace_id = r.workspace_id and x.id = r.payment_id
        join companies c on c.workspace_id = r.workspace_id and c.id = r.company_id`,
    sql`x.payer_name is null`,
  )} k on k.workspace_id = h.workspace_id and k.payment_id = h.id`

interface PaymentOrder extends RowOrder {
  /** What the order asks of the parts. */
  sums: RawBuilder<unknown>
  /** All payments by their parts alone, where the order asks for nothing else: their index says it without a look at the payments. */
  ofParts: RawBuilder<unknown> | null
  /** By the payer alone: those named on the paper stand in an index of their own. */
  byPayer: { named: RowOrder; both: RowOrder } | null
}

const BY_PARTS: Partial<Record<PaymentSortName, RawBuilder<unknown>>> = {
  amount: sql`
    (select r.workspace_id, r.payment_id as id, sum(r.amount_minor)::bigint as amount from payment_parts r group by r.workspace_id, r.payment_id) h
    cross join lateral (select h.amount) s`,
  owner: sql`
    (select r.workspace_id, r.payment_id as id, min(p.full_name) as owner from payment_parts r
     left join people p on p.workspace_id = r.workspace_id and p.id = r.credit_id group by r.workspace_id, r.payment_id) h
    cross join lateral (select h.owner) o`,
}

/** The order of a list of payments, as it was asked: '-day', 'payer,-amount'. */
export function paymentOrder(sort: string): PaymentOrder {
  const asks = (name: PaymentSortName) => sort.split(',').some((one) => one.replace('-', '') === name)
  const sums = sql`${asks('amount') ? AMOUNTS : sql``} ${asks('owner') ? OWNERS : sql``} ${asks('payer') ? CLIENTS : sql``}`
  return {
    ...rowOrder(sort, ORDER, sql`h.id`),
    sums,
    ofParts: BY_PARTS[sort.replace('-', '') as PaymentSortName] ?? null,
    byPayer:
      sort.replace('-', '') === 'payer'
        ? {
            named: rowOrder(sort, { payer: { column: sql`h.payer_name`, type: 'words', required: true } }, sql`h.id`),
            both: rowOrder(sort, { payer: { column: sql`b.payer`, type: 'words' } }, sql`b.id`),
          }
        : null,
  }
}

/** A page of all payments by the payer: of those whose paper names one, in the order of their index, and of the few others by the client. */
function pageByPayer(
  workspaceId: string,
  { named, both }: NonNullable<PaymentOrder['byPayer']>,
  whole: RowOrder,
  { after, limit }: { after: ListPlace | undefined; limit: number },
): RawBuilder<unknown> {
  const ours = sql`h.workspace_id = ${workspaceId}::uuid`
  return sql`
    select b.id, b.place from (
      (select h.id, h.payer_name as payer, ${named.place} as place from payments h
       where ${ours} and h.payer_name is not null and ${named.after(after)} order by ${named.orderBy} limit ${limit}::int)
      union all
      (select h.id, k.name, ${whole.place} from payments h ${CLIENTS}
       where ${ours} and h.payer_name is null and ${whole.after(after)} order by ${whole.orderBy} limit ${limit}::int)
    ) b order by ${both.orderBy} limit ${limit}::int`
}

const LATEST_FIRST = paymentOrder('-day')

/** Payments that have a part like this, with all parts that the actor sees; the latest first unless said otherwise. */
export async function findPayments(
  tx: Tx,
  workspaceId: string,
  filter: PaymentFilter,
  { order = LATEST_FIRST, after, limit }: { order?: PaymentOrder; after?: ListPlace | undefined; limit: number },
): Promise<StoredPayment[]> {
  const { isWhole, ...asked } = filter
  const isAll = isWhole === true && Object.values(asked).every((value) => value === undefined)
  const source = isAll && order.ofParts ? order.ofParts : sql`payments h ${order.sums}`
  const chosen =
    isAll && order.byPayer
      ? pageByPayer(workspaceId, order.byPayer, order, { after, limit })
      : sql`select h.id, ${order.place} as place from ${source}
        where h.workspace_id = ${workspaceId}::uuid and ${order.after(after)} and ${paymentCondition(filter)}
        order by ${order.orderBy} limit ${limit}::int`
  const { rows } = await sql<StoredPayment>`
    -- Which payments are these, and what did each go for?
    with page as (
      select chosen.*, row_number() over () as nr
      from (
        ${chosen}
      ) chosen
    )
    select h.id, h.paid_on as "paidOn", h.currency, h.document_number as "documentNumber", h.payer_name as "payerName", h.payer_inn as "payerInn",
           h.note, h.source, h.recorded_at as "recordedAt", h.voided_at as "voidedAt", h.void_reason as "voidReason", h.version, page.place,
           (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'amountMinor', r.amount_minor, 'baseMinor', r.base_minor,
              'invoice', case when i.id is not null then jsonb_build_object('id', i.id, 'number', i.number) end,
              'deal', case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.title) end,
              'company', case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end,
              'credit', case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end)
              order by i.issued_on, i.number, r.id), '[]')
            from payment_parts r
            left join invoices i on i.workspace_id = r.workspace_id and i.id = r.invoice_id
            left join deals d on d.workspace_id = r.workspace_id and d.id = r.deal_id
            left join companies c on c.workspace_id = r.workspace_id and c.id = r.company_id
            left join people p on p.workspace_id = r.workspace_id and p.id = r.credit_id
            where r.workspace_id = h.workspace_id and r.payment_id = h.id) as parts
    from page join payments h on h.workspace_id = ${workspaceId}::uuid and h.id = page.id order by page.nr`.execute(tx)
  return rows
}

/** How many payments a filter finds. */
export async function countPayments(tx: Tx, workspaceId: string, filter: PaymentFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many payments does this filter find?
    select count(*)::int as n from payments h
    where h.workspace_id = ${workspaceId}::uuid and ${paymentCondition(filter)}`.execute(tx)
  return rows[0]?.n ?? 0
}

function paymentCondition(filter: PaymentFilter): RawBuilder<unknown> {
  // Of a payment whose parts are all somebody else's now nothing is left to see.
  const all = [
    filter.isWhole
      ? sql`true`
      : sql`exists (select from payment_parts r where r.workspace_id = h.workspace_id and r.payment_id = h.id)`,
  ]
  if (filter.id) all.push(sql`h.id = ${filter.id}::uuid`)
  const period = filter.paid ? parsePeriod(filter.paid) : null
  if (period) all.push(sql`h.paid_on >= ${period.start}::date and h.paid_on < ${period.end}::date`)
  if (filter.text) {
    const like = sql`like_pattern(${filter.text})`
    all.push(sql`(h.payer_name ilike ${like} or h.payer_inn ilike ${like} or h.document_number ilike ${like})`)
  }
  if (filter.where) all.push(filter.where)
  const part = []
  if (filter.invoiceId) part.push(sql`r.invoice_id = ${filter.invoiceId}::uuid`)
  if (filter.dealId) part.push(sql`r.deal_id = ${filter.dealId}::uuid`)
  if (filter.companyId) part.push(sql`r.company_id = ${filter.companyId}::uuid`)
  if (filter.ownerIds?.length) part.push(sql`r.credit_id = any (${[...filter.ownerIds]}::uuid[])`)
  if (filter.advances) part.push(sql`r.invoice_id is null and not r.voided`)
  if (part.length > 0)
    all.push(
      sql`exists (select from payment_parts r where r.workspace_id = h.workspace_id and r.payment_id = h.id and ${sql.join(part, sql` and `)})`,
    )
  return sql.join(all, sql` and `)
}

export interface NewPayment {
  id: string
  paidOn: string
  currency: string
  documentNumber: string | null
  payerName: string | null
  payerInn: string | null
  note: string | null
  source: string
  externalKey: string | null
  importId: string | null
  createdBy: string | null
  parts: readonly NewPart[]
}

export interface NewPart {
  id: string
  invoiceId: string | null
  dealId: string | null
  companyId: string | null
  creditId: string | null
  amountMinor: number
  baseMinor: number
}

/** Writes payments with their parts; what invoices have got follows by itself. */
export async function insertPayments(tx: Tx, workspaceId: string, payments: readonly NewPayment[]): Promise<void> {
  const heads = payments.map(({ parts: _parts, ...head }) => head)
  await sql`
    insert into payments (workspace_id, id, paid_on, currency, document_number, payer_name, payer_inn, note, source, external_key, import_id, created_by)
    select ${workspaceId}::uuid, x.id, x."paidOn", x.currency, x."documentNumber", x."payerName", x."payerInn", x.note, x.source, x."externalKey",
      x."importId", x."createdBy"
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as x (id uuid, "paidOn" date, currency text, "documentNumber" text, "payerName" text,
      "payerInn" text, note text, source text, "externalKey" text, "importId" uuid, "createdBy" uuid)`.execute(tx)
  for (const payment of payments) if (payment.parts.length === 0) throw new Error('a payment without money')
  await insertParts(
    tx,
    workspaceId,
    payments.flatMap(({ id, paidOn, currency, parts }) =>
      parts.map((part) => ({ ...part, paymentId: id, paidOn, currency })),
    ),
  )
}

export async function insertParts(
  tx: Tx,
  workspaceId: string,
  parts: readonly (NewPart & { paymentId: string; paidOn: string; currency: string })[],
): Promise<void> {
  await sql`
    insert into payment_parts (workspace_id, id, payment_id, invoice_id, deal_id, company_id, credit_id, paid_on, amount_minor, currency, base_minor)
    select ${workspaceId}::uuid, x.id, x."paymentId", x."invoiceId", x."dealId", x."companyId", x."creditId", x."paidOn", x."amountMinor", x.currency,
      x."baseMinor"
    from jsonb_to_recordset(${JSON.stringify(parts)}::jsonb) as x (id uuid, "paymentId" uuid, "invoiceId" uuid, "dealId" uuid, "companyId" uuid,
      "creditId" uuid, "paidOn" date, "amountMinor" bigint, currency text, "baseMinor" bigint)`.execute(tx)
}

export interface LockedPayment {
  id: string
  paidOn: string
  currency: string
  isVoid: boolean
  version: number
  amountMinor: number
  /** False: the actor sees a part of it only, and may not change what he does not see. */
  isWhole: boolean
  invoiceIds: string[]
}

/** A payment that nobody else changes meanwhile. */
export async function lockPayment(tx: Tx, workspaceId: string, id: string): Promise<LockedPayment | undefined> {
  const { rows } = await sql<LockedPayment>`
    select id, paid_on as "paidOn", currency, voided_at is not null as "isVoid", version,
           (select coalesce(sum(r.amount_minor), 0)::float8 from payment_parts r where r.workspace_id = payments.workspace_id and r.payment_id = payments.id) as "amountMinor",
           payment_is_whole(id) as "isWhole",
           array(select distinct r.invoice_id from payment_parts r
                 where r.workspace_id = payments.workspace_id and r.payment_id = payments.id and r.invoice_id is not null) as "invoiceIds"
    from payments where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for no key update`.execute(tx)
  return rows[0]
}

export async function removeParts(tx: Tx, workspaceId: string, paymentId: string): Promise<void> {
  await sql`delete from payment_parts where workspace_id = ${workspaceId}::uuid and payment_id = ${paymentId}::uuid`.execute(
    tx,
  )
}

export async function touchPayment(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`update payments set version = version + 1 where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(
    tx,
  )
}

export async function markVoid(
  tx: Tx,
  workspaceId: string,
  id: string,
  { personId, reason, now }: { personId: string; reason: string; now: Date },
): Promise<void> {
  await sql`
    update payments set voided_at = ${now}::timestamptz, voided_by = ${personId}::uuid, void_reason = ${reason}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
  await sql`
    update payment_parts set voided = true where workspace_id = ${workspaceId}::uuid and payment_id = ${id}::uuid`.execute(
    tx,
  )
}

/** Whose an advance is: the owner of the deal, or of the company. Undefined when neither exists for the actor. */
export async function subjectOfAdvance(
  tx: Tx,
  workspaceId: string,
  { dealId, companyId }: { dealId: string | null; companyId: string | null },
): Promise<{ dealId: string | null; companyId: string | null; ownerId: string | null } | undefined> {
  if (dealId) {
    const { rows } = await sql<{ dealId: string; companyId: string | null; ownerId: string | null }>`
      select id as "dealId", company_id as "companyId", owner_id as "ownerId" from deals
      where workspace_id = ${workspaceId}::uuid and id = ${dealId}::uuid and deleted_at is null`.execute(tx)
    return rows[0]
  }
  const { rows } = await sql<{ dealId: null; companyId: string; ownerId: string | null }>`
    select null as "dealId", id as "companyId", owner_id as "ownerId" from companies
    where workspace_id = ${workspaceId}::uuid and id = ${companyId}::uuid`.execute(tx)
  return rows[0]
}
