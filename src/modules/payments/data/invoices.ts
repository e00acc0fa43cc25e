import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { VatMode } from '#modules/products/api.ts'
import type { Buyer, Requisites } from '../contract.ts'

export interface DealToBill {
  id: string
  title: string
  ownerId: string | null
  companyId: string | null
  currency: string
  contactName: string | null
  buyer: Buyer | null
}

/** What an invoice needs of its deal; undefined when the deal does not exist for the actor. */
export async function dealToBill(tx: Tx, workspaceId: string, dealId: string): Promise<DealToBill | undefined> {
  const { rows } = await sql<DealToBill>`
    select d.id, d.title, d.owner_id as "ownerId", d.company_id as "companyId", d.currency, p.full_name as "contactName",
           case when c.id is not null then jsonb_build_object('name', c.name, 'inn', c.inn, 'kpp', c.kpp,
             'address', coalesce(c.legal_address, c.actual_address)) end as buyer
    from deals d
    left join companies c on c.workspace_id = d.workspace_id and c.id = d.company_id
    left join contacts p on p.workspace_id = d.workspace_id and p.id = d.contact_id
    where d.workspace_id = ${workspaceId}::uuid and d.id = ${dealId}::uuid and d.deleted_at is null`.execute(tx)
  return rows[0]
}

export interface NewInvoice {
  id: string
  ownerId: string | null
  dealId: string
  companyId: string | null
  contractId: string | null
  firmId: string
  number: string
  issuedOn: string
  dueOn: string
  currency: string
  vatMode: VatMode
  totalMinor: number
  vatMinor: number
  baseMinor: number
  seller: Requisites & { paymentNote: string | null }
  buyer: Buyer
  note: string | null
  createdBy: string | null
  lines: readonly NewInvoiceLine[]
}

export interface NewInvoiceLine {
  productId: string | null
  name: string
  unit: string
  quantity: number
  priceMinor: number
  discountBp: number
  vatPercent: number | null
  totalMinor: number
  vatMinor: number
}

/** Writes invoices with their lines, in batches of a few thousand at most. */
export async function insertInvoices(tx: Tx, workspaceId: string, invoices: readonly NewInvoice[]): Promise<void> {
  const heads = invoices.map(({ lines: _lines, ...head }) => head)
  const lines = invoices.flatMap(({ id, lines: own }) =>
    own.map((line, index) => ({ ...line, invoiceId: id, lineNo: index + 1 })),
  )
  await sql`
    insert into invoices (workspace_id, id, owner_id, deal_id, company_id, contract_id, own_firm_id, number, issued_on, due_on, currency, vat_mode,
      total_minor, vat_minor, base_minor, seller, buyer, note, created_by)
    select ${workspaceId}::uuid, x.id, x."ownerId", x."dealId", x."companyId", x."contractId", x."firmId", x.number, x."issuedOn", x."dueOn", x.currency,
      x."vatMode", x."totalMinor", x."vatMinor", x."baseMinor", x.seller, x.buyer, x.note, x."createdBy"
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as x (id uuid, "ownerId" uuid, "dealId" uuid, "companyId" uuid, "contractId" uuid,
      "firmId" uuid, number text, "issuedOn" date, "dueOn" date, currency text, "vatMode" text, "totalMinor" bigint, "vatMinor" bigint,
      "baseMinor" bigint, seller jsonb, buyer jsonb, note text, "createdBy" uuid)`.execute(tx)
  await sql`
    insert into invoice_lines (workspace_id, invoice_id, line_no, product_id, name, unit, quantity, price_minor, discount_bp, vat_percent, total_minor, vat_minor)
    select ${workspaceId}::uuid, x."invoiceId", x."lineNo", x."productId", x.name, x.unit, x.quantity, x."priceMinor", x."discountBp", x."vatPercent",
      x."totalMinor", x."vatMinor"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x ("invoiceId" uuid, "lineNo" int, "productId" uuid, name text, unit text,
      quantity numeric, "priceMinor" bigint, "discountBp" int, "vatPercent" smallint, "totalMinor" bigint, "vatMinor" bigint)`.execute(
    tx,
  )
}

export async function invoiceNumberTaken(
  tx: Tx,
  workspaceId: string,
  firmId: string,
  number: string,
): Promise<boolean> {
  // Whoever takes a number of the firm at this moment is waited for, as by takeNumber.
  await sql`select from own_firms where workspace_id = ${workspaceId}::uuid and id = ${firmId}::uuid for update`.execute(
    tx,
  )
  const { rows } = await sql`
    select 1 from invoices where workspace_id = ${workspaceId}::uuid and own_firm_id = ${firmId}::uuid and number = ${number}`.execute(
    tx,
  )
  return rows.length > 0
}

export interface InvoiceDetails {
  vatMode: VatMode
  seller: NewInvoice['seller']
  buyer: Buyer
  note: string | null
  contract: { id: string; number: string; signedOn: string } | null
  createdBy: { id: string; name: string } | null
  recordedAt: Date
  version: number
  lines: NewInvoiceLine[]
  payments: {
    paymentId: string
    paidOn: string
    amountMinor: number
    documentNumber: string | null
    note: string | null
    voided: boolean
  }[]
}

/** What an invoice says besides its row in the list. */
export async function invoiceDetails(tx: Tx, workspaceId: string, id: string): Promise<InvoiceDetails | undefined> {
  const { rows } = await sql<InvoiceDetails>`
    -- What stands in this invoice, and what was paid for it?
    select i.vat_mode as "vatMode", i.seller, i.buyer, i.note, i.recorded_at as "recordedAt", i.version,
           case when c.id is not null then jsonb_build_object('id', c.id, 'number', c.number, 'signedOn', c.signed_on) end as contract,
           case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as "createdBy",
           (select coalesce(jsonb_agg(jsonb_build_object('productId', l.product_id, 'name', l.name, 'unit', l.unit, 'quantity', l.quantity,
              'priceMinor', l.price_minor, 'discountBp', l.discount_bp, 'vatPercent', l.vat_percent, 'totalMinor', l.total_minor,
              'vatMinor', l.vat_minor) order by l.line_no), '[]')
            from invoice_lines l where l.workspace_id = i.workspace_id and l.invoice_id = i.id) as lines,
           (select coalesce(jsonb_agg(jsonb_build_object('paymentId', r.payment_id, 'paidOn', r.paid_on, 'amountMinor', r.amount_minor,
              'documentNumber', h.document_number, 'note', h.note, 'voided', r.voided) order by r.paid_on, r.id), '[]')
            from payment_parts r join payments h on h.workspace_id = r.workspace_id and h.id = r.payment_id
            where r.workspace_id = i.workspace_id and r.invoice_id = i.id) as payments
    from invoices i
    left join contracts c on c.workspace_id = i.workspace_id and c.id = i.contract_id
    left join people p on p.workspace_id = i.workspace_id and p.id = i.created_by
    where i.workspace_id = ${workspaceId}::uuid and i.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export interface LockedInvoice {
  id: string
  number: string
  dealId: string
  companyId: string | null
  ownerId: string | null
  issuedOn: string
  dueOn: string
  currency: string
  totalMinor: number
  paidMinor: number
  isCancelled: boolean
  note: string | null
  contractId: string | null
  version: number
}

/** Invoices that nobody else changes meanwhile, in the order of their ids so that two who take the same never wait in a ring. */
export async function lockInvoices(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<LockedInvoice[]> {
  const { rows } = await sql<LockedInvoice>`
    select id, number, deal_id as "dealId", company_id as "companyId", owner_id as "ownerId", issued_on as "issuedOn", due_on as "dueOn", currency,
           total_minor as "totalMinor", paid_minor as "paidMinor", cancelled_at is not null as "isCancelled", note, contract_id as "contractId", version
    from invoices where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) order by id for no key update`.execute(
    tx,
  )
  return rows
}

export async function updateInvoice(
  tx: Tx,
  workspaceId: string,
  id: string,
  values: { dueOn: string; note: string | null; contractId: string | null },
): Promise<void> {
  await sql`
    update invoices set due_on = ${values.dueOn}::date, note = ${values.note}, contract_id = ${values.contractId}::uuid,
      overdue_told_on = case when due_on = ${values.dueOn}::date then overdue_told_on end, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

export async function setCancelled(
  tx: Tx,
  workspaceId: string,
  id: string,
  by: { personId: string; now: Date } | null,
): Promise<void> {
  await sql`
    update invoices set cancelled_at = ${by?.now ?? null}::timestamptz, cancelled_by = ${by?.personId ?? null}::uuid, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}
