import { addDays, type Day } from '#core/calendar/day.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { inCompanyCurrency } from '#modules/org/api.ts'
import { lineSum, linesSum, storedLines, dealTerms } from '#modules/products/api.ts'
import type { Firm, InvoiceCard } from '../contract.ts'
import {
  dealToBill,
  insertInvoices,
  invoiceNumberTaken,
  type LockedInvoice,
  lockInvoices,
  type NewInvoice,
  setCancelled,
  updateInvoice,
} from '../data/invoices.ts'
import { findContracts } from '../data/contracts.ts'
import { ownFirms, takeNumber } from '../data/own-firms.ts'
import { allow } from './allow.ts'
import { getInvoice } from './invoice-card.ts'

export interface AddInvoice {
  dealId: string
  firmId?: string | undefined
  contractId?: string | null | undefined
  number?: string | undefined
  issuedOn?: string | undefined
  dueOn?: string | undefined
  note?: string | null | undefined
}

/**
 * Issues an invoice by the lines of a deal: number of the firm's series, both sides as they are today.
 * @throws Refusal FORBIDDEN, NOT_FOUND, NO_OWN_FIRM, DEAL_WITHOUT_LINES, DUE_BEFORE_ISSUED, INVOICE_NUMBER_TAKEN {number}, RATE_MISSING
 */
export async function addInvoice(tx: Tx, by: By, input: AddInvoice): Promise<InvoiceCard> {
  const { actor } = by
  const { workspaceId } = actor
  allow(actor, 'write')
  const deal = await dealToBill(tx, workspaceId, input.dealId)
  // Locked, so that nobody changes the lines while they are copied.
  const terms = await dealTerms(tx, workspaceId, input.dealId, true)
  if (!deal || !terms) throw new Refusal('NOT_FOUND')
  const firm = await firmFor(tx, actor, input.firmId)
  const lines = await storedLines(tx, workspaceId, deal.id)
  if (lines.length === 0) throw new Refusal('DEAL_WITHOUT_LINES')
  if (input.contractId) await ownContract(tx, actor, input.contractId)
  const issuedOn = input.issuedOn ?? todayOf(by)
  const dueOn = input.dueOn ?? addDays(issuedOn as Day, firm.dueDays)
  if (dueOn < issuedOn) throw new Refusal('DUE_BEFORE_ISSUED')
  const sums = linesSum(lines, terms.vatMode)
  const invoice: NewInvoice = {
    id: uuid7(),
    ownerId: deal.ownerId,
    dealId: deal.id,
    companyId: deal.companyId,
    contractId: input.contractId ?? null,
    firmId: firm.id,
    number: await numberFor(tx, actor, firm, input.number),
    issuedOn,
    dueOn,
    currency: deal.currency,
    vatMode: terms.vatMode,
    totalMinor: sums.totalMinor,
    vatMinor: sums.vatMinor,
    baseMinor: await inCompanyCurrency(tx, actor, sums.totalMinor, deal.currency, issuedOn),
    seller: sellerOf(firm),
    buyer: deal.buyer ?? { name: deal.contactName ?? deal.title, inn: null, kpp: null, address: null },
    note: input.note || null,
    createdBy: actor.personId,
    lines: lines.map(({ productName, listPriceMinor: _list, ...line }) => {
      const { totalMinor, vatMinor } = lineSum(line, terms.vatMode)
      return { ...line, name: productName, totalMinor, vatMinor }
    }),
  }
  await insertInvoices(tx, workspaceId, [invoice])
  tell(tx, actor, invoice)
  return getInvoice(tx, by, invoice.id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, INVOICE_CHANGED, DUE_BEFORE_ISSUED */
export async function editInvoice(
  tx: Tx,
  by: By,
  input: {
    id: string
    version: number
    dueOn?: string | undefined
    note?: string | null | undefined
    contractId?: string | null | undefined
  },
): Promise<InvoiceCard> {
  const { actor } = by
  allow(actor, 'write')
  const invoice = await locked(tx, actor, input.id)
  if (invoice.version !== input.version) throw new Refusal('INVOICE_CHANGED', { version: invoice.version })
  if (input.contractId) await ownContract(tx, actor, input.contractId)
  const dueOn = input.dueOn ?? invoice.dueOn
  if (dueOn < invoice.issuedOn) throw new Refusal('DUE_BEFORE_ISSUED')
  await updateInvoice(tx, actor.workspaceId, invoice.id, {
    dueOn,
    note: input.note === undefined ? invoice.note : input.note || null,
    contractId: input.contractId === undefined ? invoice.contractId : input.contractId,
  })
  tell(tx, actor, invoice)
  return getInvoice(tx, by, invoice.id)
}

/** What was paid for is not cancelled: return the money first. @throws Refusal FORBIDDEN, NOT_FOUND, INVOICE_IS_PAID */
export async function cancelInvoice(
  tx: Tx,
  by: By,
  { id, cancelled }: { id: string; cancelled: boolean },
): Promise<InvoiceCard> {
  const { actor, now } = by
  allow(actor, 'write')
  const invoice = await locked(tx, actor, id)
  if (cancelled && invoice.paidMinor !== 0) throw new Refusal('INVOICE_IS_PAID')
  if (cancelled !== invoice.isCancelled)
    await setCancelled(tx, actor.workspaceId, id, cancelled ? { personId: actor.personId, now } : null)
  tell(tx, actor, invoice)
  return getInvoice(tx, by, id)
}

async function locked(tx: Tx, { workspaceId }: Actor, id: string): Promise<LockedInvoice> {
  const [invoice] = await lockInvoices(tx, workspaceId, [id])
  if (!invoice) throw new Refusal('NOT_FOUND')
  return invoice
}

async function firmFor(tx: Tx, { workspaceId }: Actor, id: string | undefined): Promise<Firm> {
  const firms = (await ownFirms(tx, workspaceId)).filter(({ archived }) => !archived)
  const firm = id ? firms.find((one) => one.id === id) : firms[0]
  if (!firm) throw new Refusal(id ? 'NOT_FOUND' : 'NO_OWN_FIRM')
  return firm
}

async function numberFor(tx: Tx, { workspaceId }: Actor, firm: Firm, wanted: string | undefined): Promise<string> {
  if (!wanted) return takeNumber(tx, workspaceId, firm.id)
  if (await invoiceNumberTaken(tx, workspaceId, firm.id, wanted))
    throw new Refusal('INVOICE_NUMBER_TAKEN', { number: wanted })
  return wanted
}

async function ownContract(tx: Tx, { workspaceId }: Actor, id: string): Promise<void> {
  if ((await findContracts(tx, workspaceId, { id })).length === 0) throw new Refusal('NOT_FOUND')
}

/** What the invoice keeps of the firm. */
export function sellerOf(firm: Firm): NewInvoice['seller'] {
  const {
    id: _id,
    numberPrefix: _prefix,
    nextNumber: _next,
    dueDays: _due,
    vatPercent: _vat,
    archived: _archived,
    version: _version,
    ...seller
  } = firm
  return seller
}

export function tell(
  tx: Tx,
  { workspaceId, personId }: Actor,
  { id, ownerId }: { id: string; ownerId: string | null },
): void {
  announce(tx, { workspaceId, topic: 'invoice', id, ownerIds: [ownerId], byPersonId: personId })
}
