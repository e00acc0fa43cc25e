import { todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { allPages, askedOf, columnsFor, listFile } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import { invoiceQuestion, type InvoiceRow, paymentFileQuestion, type PaymentRow } from '../contract.ts'
import { sumOfInvoices } from '../data/invoice-list.ts'
import { countPayments } from '../data/payments.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { askedInvoices, invoiceSlice } from './invoice-card.ts'
import { askedPayments, paymentSlice } from './receipts.ts'

/** So many rows are in memory at once. */
const PORTION = 1_000

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru).files

/** The list of invoices as a file. */
const invoicesList = listFile<InvoiceRow>({
  id: 'payments.invoices',
  title: (actor) => textsOf(actor).invoices,
  async open(tx, actor, question, now) {
    const by = { actor, now }
    const { sort, ...asked } = askedOf(invoiceQuestion, question)
    const filter = askedInvoices(by, asked)
    return {
      columns: invoiceColumns(actor),
      rows: allPages((after: ListPlace | undefined) => invoiceSlice(tx, by, filter, { sort, after, limit: PORTION })),
      total: (await sumOfInvoices(tx, actor.workspaceId, filter, todayOf(by))).count,
    }
  },
})

/** The list of payments as a file. */
const paymentsList = listFile<PaymentRow>({
  id: 'payments.list',
  title: (actor) => textsOf(actor).payments,
  async open(tx, actor, question, now) {
    const by = { actor, now }
    const { sort, ...asked } = askedOf(paymentFileQuestion, question)
    const filter = askedPayments(by, asked)
    return {
      columns: paymentColumns(actor),
      rows: allPages((after: ListPlace | undefined) => paymentSlice(tx, by, filter, { sort, after, limit: PORTION })),
      total: await countPayments(tx, actor.workspaceId, filter),
    }
  },
})

export const paymentLists = [invoicesList, paymentsList] as const

function invoiceColumns(actor: Actor) {
  const texts = textsOf(actor)
  const words = texts.columns
  const { text, day, money } = columnsFor<InvoiceRow>(actor)
  return {
    number: text(words.number, ({ number }) => number, 14),
    state: text(words.state, ({ state }) => texts.states[state], 18),
    due: day(words.due, ({ dueOn }) => dueOn),
    client: text(words.client, ({ company }) => company?.name, 34),
    owed: money(
      words.owed,
      ({ owedMinor }) => owedMinor,
      ({ currency }) => currency,
    ),
    total: money(
      words.total,
      ({ totalMinor }) => totalMinor,
      ({ currency }) => currency,
    ),
    paid: money(
      words.paid,
      ({ paidMinor }) => paidMinor,
      ({ currency }) => currency,
    ),
    currency: text(words.currency, ({ currency }) => currency, 8),
    owner: text(words.owner, ({ owner }) => owner?.name, 26),
    deal: text(words.deal, ({ deal }) => deal.name, 34),
    issued: day(words.issued, ({ issuedOn }) => issuedOn),
    firm: text(words.firm, ({ firm }) => firm.name, 26),
    note: text(words.note, ({ note }) => note, 40),
    id: text(words.id, ({ id }) => id, 38),
  }
}

function paymentColumns(actor: Actor) {
  const words = textsOf(actor).columns
  const { text, day, money } = columnsFor<PaymentRow>(actor)
  const each = (row: PaymentRow, of: (part: PaymentRow['parts'][number]) => string | undefined) =>
    [...new Set(row.parts.flatMap((part) => of(part) ?? []))].join(', ')
  return {
    day: day(words.day, ({ paidOn }) => paidOn),
    amount: money(
      words.amount,
      ({ amountMinor }) => amountMinor,
      ({ currency }) => currency,
    ),
    currency: text(words.currency, ({ currency }) => currency, 8),
    payer: text(words.payer, (row) => row.payerName ?? each(row, ({ company }) => company?.name), 34),
    payerInn: text(words.payerInn, ({ payerInn }) => payerInn, 14),
    for: text(words.for, (row) => each(row, (part) => part.invoice?.number ?? part.deal?.name), 30),
    document: text(words.document, ({ documentNumber }) => documentNumber, 14),
    owner: text(words.owner, (row) => each(row, ({ credit }) => credit?.name), 26),
    note: text(words.note, ({ note }) => note, 40),
    voided: text(words.voided, ({ voided }) => voided?.reason ?? null, 24),
    id: text(words.id, ({ id }) => id, 38),
  }
}
