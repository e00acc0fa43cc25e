import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Currency } from '#core/money/currency.ts'
import { linesSum } from '#modules/products/api.ts'
import { invoiceState, overdueDays, owedMinor } from '../calc/invoice-state.ts'
import { sumInWords } from '../calc/sum-in-words.ts'
import { askedPlace, listCondition } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { InvoiceCard, InvoiceFilter as Asked, InvoiceRow } from '../contract.ts'
import {
  type FlatInvoice,
  type InvoiceFilter,
  invoiceOrder,
  oneInvoice,
  pageOfInvoices,
  receivablesBy,
  sumOfInvoices,
} from '../data/invoice-list.ts'
import { invoiceListFields } from '../data/list-columns.ts'
import { invoiceDetails, type NewInvoiceLine } from '../data/invoices.ts'
import { can } from '../policy.ts'
import { allow } from './allow.ts'

/** One page of invoices. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN when the cursor is of another order */
export async function listInvoices(
  tx: Tx,
  by: By,
  { sort, cursor, limit, ...asked }: Asked & { sort: string; cursor?: ListPlace | undefined; limit: number },
) {
  const { rows, next } = await invoiceSlice(tx, by, askedInvoices(by, asked), { sort, after: cursor, limit })
  return { rows, nextCursor: next ? cursorText(next) : null }
}

/** A question in the terms of the database. @throws Refusal FORBIDDEN, FILTER_BAD */
export function askedInvoices(by: By, { where, ...asked }: Asked): InvoiceFilter {
  allow(by.actor, 'read')
  return { ...asked, where: where && listCondition(where, invoiceListFields(todayOf(by)), by) }
}

/** So many invoices from a place on, and where the next ones begin. @throws Refusal CURSOR_BROKEN */
export async function invoiceSlice(
  tx: Tx,
  by: By,
  filter: InvoiceFilter,
  { sort, after, limit }: { sort: string; after: ListPlace | undefined; limit: number },
): Promise<{ rows: InvoiceRow[]; next: ListPlace | undefined }> {
  const today = todayOf(by)
  const order = invoiceOrder(sort, today)
  const place = askedPlace(order, after)
  const asked = { ...filter, isWhole: by.actor.scope === 'all' }
  const found = await pageOfInvoices(tx, by.actor.workspaceId, asked, { order, after: place, limit: limit + 1, today })
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map(({ row }) => invoiceRow(row, today)),
    next: last && order.placeOf({ id: last.row.id, place: last.place }),
  }
}

/** @throws Refusal FORBIDDEN, FILTER_BAD */
export async function invoiceTotals(tx: Tx, by: By, asked: Asked) {
  return sumOfInvoices(tx, by.actor.workspaceId, askedInvoices(by, asked), todayOf(by))
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getInvoice(tx: Tx, by: By, id: string): Promise<InvoiceCard> {
  const { actor } = by
  allow(actor, 'read')
  const row = await oneInvoice(tx, actor.workspaceId, id)
  const details = row && (await invoiceDetails(tx, actor.workspaceId, id))
  if (!row || !details) throw new Refusal('NOT_FOUND')
  const { lines, recordedAt, ...rest } = details
  const mayWrite = !actor.readOnly
  return {
    ...invoiceRow(row, todayOf(by)),
    ...rest,
    lines: lines.map((line, index) => invoiceLine(line, index)),
    totals: linesSum(lines, details.vatMode),
    inWords: sumInWords(row.totalMinor, row.currency as Currency),
    recordedAt: recordedAt.toISOString(),
    may: { edit: mayWrite && can(actor, 'write'), pay: mayWrite && can(actor, 'recordPayments') },
  }
}

function invoiceLine({ name, totalMinor, vatMinor, ...line }: NewInvoiceLine, index: number) {
  const discountMinor = linesSum([line], 'included').discountMinor
  return {
    ...line,
    vatPercent: line.vatPercent as InvoiceCard['lines'][number]['vatPercent'],
    lineNo: index + 1,
    productName: name,
    netMinor: totalMinor - vatMinor,
    vatMinor,
    totalMinor,
    discountMinor,
  }
}

export function invoiceRow(flat: FlatInvoice, today: string): InvoiceRow {
  const { totalMinor, baseMinor } = flat
  const owed = owedMinor(flat)
  return {
    id: flat.id,
    number: flat.number,
    issuedOn: flat.issuedOn,
    dueOn: flat.dueOn,
    state: invoiceState(flat, today),
    overdueDays: overdueDays(flat, today),
    totalMinor,
    paidMinor: flat.paidMinor,
    owedMinor: owed,
    currency: flat.currency,
    owedBaseMinor: totalMinor === 0 ? 0 : Math.round((baseMinor * owed) / totalMinor),
    deal: { id: flat.dealId, name: flat.dealTitle },
    company: flat.companyId && flat.companyName ? { id: flat.companyId, name: flat.companyName } : null,
    owner: flat.ownerId && flat.ownerName ? { id: flat.ownerId, name: flat.ownerName } : null,
    firm: { id: flat.firmId, name: flat.firmName },
    note: flat.note,
    version: flat.version,
  }
}

/** More debtors than this are told together. */
const MOST_DEBTORS = 500

/** Who owes how much and since when. @throws Refusal FORBIDDEN */
export async function receivables(tx: Tx, by: By, of: 'seller' | 'company') {
  allow(by.actor, 'seeReceivables')
  const asked = { today: todayOf(by), most: MOST_DEBTORS }
  const { rows, others } = await receivablesBy(tx, by.actor.workspaceId, of, asked)
  return {
    rows: rows.map(({ id, name, invoices, owedMinor: owed, overdueMinor, ages, oldestDays }) => ({
      subject: id && name ? { id, name } : null,
      invoices,
      owedMinor: owed,
      overdueMinor,
      ages,
      oldestDays,
    })),
    others: { n: others.n, owedMinor: others.owedMinor, overdueMinor: others.overdueMinor, ages: others.ages },
  }
}
