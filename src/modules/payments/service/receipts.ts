import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, sourceOf, todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit, inCompanyCurrency } from '#modules/org/api.ts'
import { owedMinor } from '../calc/invoice-state.ts'
import { askedPlace, listCondition } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { PartInput, PaymentQuestion, PaymentRow } from '../contract.ts'
import { paymentListFields } from '../data/list-columns.ts'
import { type LockedInvoice, lockInvoices } from '../data/invoices.ts'
import {
  findPayments,
  insertParts,
  insertPayments,
  type LockedPayment,
  lockPayment,
  markVoid,
  type NewPart,
  type PaymentFilter,
  paymentOrder,
  removeParts,
  type StoredPayment,
  subjectOfAdvance,
  touchPayment,
} from '../data/payments.ts'
import { allow } from './allow.ts'
import { tell } from './invoices.ts'

/** One page of payments that the actor may see. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN */
export async function listPayments(
  tx: Tx,
  by: By,
  { sort, cursor, limit, ...asked }: PaymentQuestion & { sort: string; cursor?: ListPlace | undefined; limit: number },
) {
  const { rows, next } = await paymentSlice(tx, by, askedPayments(by, asked), { sort, after: cursor, limit })
  return { rows, nextCursor: next ? cursorText(next) : null }
}

/** A question in the terms of the database. @throws Refusal FORBIDDEN, FILTER_BAD */
export function askedPayments(by: By, { where, ...asked }: PaymentQuestion): PaymentFilter {
  allow(by.actor, 'read')
  return { ...asked, where: where && listCondition(where, paymentListFields, by) }
}

/** So many payments from a place on, and where the next ones begin. @throws Refusal CURSOR_BROKEN */
export async function paymentSlice(
  tx: Tx,
  { actor }: By,
  filter: PaymentFilter,
  { sort, after, limit }: { sort: string; after: ListPlace | undefined; limit: number },
): Promise<{ rows: PaymentRow[]; next: ListPlace | undefined }> {
  const order = paymentOrder(sort)
  const place = askedPlace(order, after)
  const found = await findPayments(
    tx,
    actor.workspaceId,
    { ...filter, isWhole: actor.scope === 'all' },
    { order, after: place, limit: limit + 1 },
  )
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(paymentRow), next: last && order.placeOf(last) }
}

interface AddPayment {
  paidOn: string
  currency?: string | undefined
  documentNumber?: string | null | undefined
  payerName?: string | null | undefined
  payerInn?: string | null | undefined
  note?: string | null | undefined
  parts: readonly PartInput[]
}

/**
 * Records a payment or a return over invoices and advances.
 * @throws Refusal FORBIDDEN, NOT_FOUND, PAID_IN_FUTURE, PART_TOO_LARGE, RETURN_TOO_LARGE, CURRENCY_DIFFERS, PART_WITHOUT_CLIENT, INVOICE_IS_CANCELLED, RATE_MISSING
 */
export async function addPayment(tx: Tx, by: By, input: AddPayment): Promise<PaymentRow> {
  const { actor } = by
  allow(actor, 'recordPayments')
  if (input.paidOn > todayOf(by)) throw new Refusal('PAID_IN_FUTURE')
  const id = uuid7()
  const invoices = await invoicesOf(tx, by, input.parts)
  const currency = invoices[0]?.currency ?? input.currency ?? actor.workspace.currency
  const parts = await checkedParts(tx, by, input.parts, invoices, { currency, paidOn: input.paidOn })
  await insertPayments(tx, actor.workspaceId, [
    {
      id,
      paidOn: input.paidOn,
      currency,
      documentNumber: input.documentNumber || null,
      payerName: input.payerName || null,
      payerInn: input.payerInn || null,
      note: input.note || null,
      source: sourceOf({ actor }),
      externalKey: null,
      importId: null,
      createdBy: actor.personId,
      parts,
    },
  ])
  for (const invoice of invoices) tell(tx, actor, invoice)
  return paymentOf(tx, by, id)
}

/**
 * Says anew what a payment went for; its sum stays.
 * @throws Refusal FORBIDDEN, NOT_FOUND, PAYMENT_CHANGED, PAYMENT_IS_VOID, PARTS_DO_NOT_SUM, and as addPayment
 */
export async function allocatePayment(
  tx: Tx,
  by: By,
  { id, version, parts }: { id: string; version: number; parts: readonly PartInput[] },
): Promise<PaymentRow> {
  const { actor } = by
  const payment = await lockedPayment(tx, by, id)
  if (payment.version !== version) throw new Refusal('PAYMENT_CHANGED', { version: payment.version })
  const sumMinor = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  if (sumMinor !== payment.amountMinor)
    throw new Refusal('PARTS_DO_NOT_SUM', { amountMinor: payment.amountMinor, sumMinor })
  // The invoices that lose a part are locked too, all in one order.
  const ids = [...payment.invoiceIds, ...parts.flatMap(({ invoiceId }) => invoiceId ?? [])]
  const touched = await lockInvoices(tx, actor.workspaceId, [...new Set(ids)])
  await removeParts(tx, actor.workspaceId, id)
  const invoices = await invoicesOf(tx, by, parts)
  const { currency, paidOn } = payment
  const checked = await checkedParts(tx, by, parts, invoices, { currency, paidOn })
  await insertParts(
    tx,
    actor.workspaceId,
    checked.map((part) => ({ ...part, paymentId: id, paidOn, currency })),
  )
  await touchPayment(tx, actor.workspaceId, id)
  await audit(tx, actor, 'payment.allocated', 'payment', id, { amountMinor: payment.amountMinor })
  for (const invoice of touched) tell(tx, actor, invoice)
  return paymentOf(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, PAYMENT_IS_VOID */
export async function voidPayment(tx: Tx, by: By, { id, reason }: { id: string; reason: string }): Promise<PaymentRow> {
  const { actor, now } = by
  const payment = await lockedPayment(tx, by, id)
  const invoices = await lockInvoices(tx, actor.workspaceId, payment.invoiceIds)
  await markVoid(tx, actor.workspaceId, id, { personId: actor.personId, reason, now })
  await audit(tx, actor, 'payment.voided', 'payment', id, { amountMinor: payment.amountMinor, reason })
  for (const invoice of invoices) tell(tx, actor, invoice)
  return paymentOf(tx, by, id)
}

/** A payment of which one sees a part alone is somebody else's to change. */
async function lockedPayment(tx: Tx, { actor }: By, id: string): Promise<LockedPayment> {
  allow(actor, 'recordPayments')
  const payment = await lockPayment(tx, actor.workspaceId, id)
  if (!payment) throw new Refusal('NOT_FOUND')
  if (!payment.isWhole) throw new Refusal('FORBIDDEN')
  if (payment.isVoid) throw new Refusal('PAYMENT_IS_VOID')
  return payment
}

async function invoicesOf(tx: Tx, { actor }: By, parts: readonly PartInput[]): Promise<LockedInvoice[]> {
  const ids = [...new Set(parts.flatMap(({ invoiceId }) => invoiceId ?? []))]
  const invoices = await lockInvoices(tx, actor.workspaceId, ids)
  if (invoices.length < ids.length) throw new Refusal('NOT_FOUND')
  return invoices
}

async function checkedParts(
  tx: Tx,
  by: By,
  parts: readonly PartInput[],
  invoices: readonly LockedInvoice[],
  { currency, paidOn }: { currency: string; paidOn: string },
): Promise<NewPart[]> {
  const { actor } = by
  const byId = new Map(invoices.map((invoice) => [invoice.id, { ...invoice }]))
  const checked: NewPart[] = []
  for (const { invoiceId, dealId = null, companyId = null, amountMinor } of parts) {
    const invoice = invoiceId ? byId.get(invoiceId) : undefined
    if (invoice) refuseMisfit(invoice, amountMinor, currency)
    if (!invoice && !dealId && !companyId) throw new Refusal('PART_WITHOUT_CLIENT')
    const subject = invoice ?? (await subjectOfAdvance(tx, actor.workspaceId, { dealId, companyId }))
    if (!subject) throw new Refusal('NOT_FOUND')
    checked.push({
      id: uuid7(),
      invoiceId: invoice?.id ?? null,
      dealId: subject.dealId,
      companyId: subject.companyId,
      creditId: invoice ? subject.ownerId : advanceCredit(actor, subject.ownerId),
      amountMinor,
      baseMinor: await inCompanyCurrency(tx, actor, amountMinor, currency, paidOn),
    })
    // Two parts for one invoice are measured together.
    if (invoice) invoice.paidMinor += amountMinor
  }
  return checked
}

/** An advance of nobody's client is the credit of whoever records it; of another team's client it is that team's to record. */
function advanceCredit(actor: Actor, ownerId: string | null): string | null {
  if (actor.scope === 'all') return ownerId
  if (ownerId !== null && !actor.people.includes(ownerId)) throw new Refusal('FORBIDDEN')
  return ownerId ?? actor.personId
}

function refuseMisfit(invoice: LockedInvoice, amountMinor: number, currency: string): void {
  const { number, paidMinor } = invoice
  if (invoice.isCancelled) throw new Refusal('INVOICE_IS_CANCELLED', { number })
  if (invoice.currency !== currency) throw new Refusal('CURRENCY_DIFFERS', { number })
  if (amountMinor > owedMinor(invoice)) throw new Refusal('PART_TOO_LARGE', { number, owedMinor: owedMinor(invoice) })
  if (-amountMinor > paidMinor) throw new Refusal('RETURN_TOO_LARGE', { number, paidMinor })
}

async function paymentOf(tx: Tx, { actor }: By, id: string): Promise<PaymentRow> {
  const [payment] = await findPayments(tx, actor.workspaceId, { id }, { limit: 1 })
  if (!payment) throw new Refusal('NOT_FOUND')
  return paymentRow(payment)
}

export function paymentRow({ voidedAt, voidReason, recordedAt, place: _place, ...payment }: StoredPayment): PaymentRow {
  return {
    ...payment,
    amountMinor: payment.parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    voided: voidedAt ? { at: voidedAt.toISOString(), reason: voidReason } : null,
    recordedAt: recordedAt.toISOString(),
  }
}
