import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, line, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterErrors, filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { dealLine, totals, vatMode } from '#modules/products/contract.ts'
import { INVOICE_STATES } from '../calc/invoice-state.ts'
import { requisites } from './firms.ts'

const named = z.object({ id, name: z.string() })
const version = z.int().min(1)
const count = z.int().min(0)

export const invoiceState = z.enum(INVOICE_STATES)

export const invoiceRow = z.object({
  id,
  number: z.string(),
  issuedOn: z.string(),
  dueOn: z.string(),
  state: invoiceState,
  overdueDays: count,
  totalMinor: amountMinor,
  paidMinor: amountMinor,
  owedMinor: amountMinor,
  currency: z.string(),
  /** What is owed, in the company's currency. */
  owedBaseMinor: amountMinor,
  deal: named,
  company: named.nullable(),
  owner: named.nullable(),
  firm: named,
  note: z.string().nullable(),
  version,
})
export type InvoiceRow = z.output<typeof invoiceRow>

export const buyer = z.object({
  name: z.string(),
  inn: z.string().nullable(),
  kpp: z.string().nullable(),
  address: z.string().nullable(),
})
export type Buyer = z.output<typeof buyer>

export const paymentPart = z.object({
  paymentId: id,
  paidOn: z.string(),
  amountMinor,
  documentNumber: z.string().nullable(),
  note: z.string().nullable(),
  voided: z.boolean(),
})

export const invoiceCard = invoiceRow.extend({
  vatMode,
  lines: z.array(dealLine.omit({ listPriceMinor: true })),
  totals,
  seller: requisites.extend({ paymentNote: z.string().nullable() }),
  buyer,
  contract: z.object({ id, number: z.string(), signedOn: z.string() }).nullable(),
  /** «Сто рублей 00 копеек» */
  inWords: z.string(),
  payments: z.array(paymentPart),
  createdBy: named.nullable(),
  recordedAt: instant,
  may: z.object({ edit: z.boolean(), pay: z.boolean() }),
})
export type InvoiceCard = z.output<typeof invoiceCard>

const filterFields = {
  /** Part of the number or of the client's name. */
  text: line(100).optional(),
  states: listOf(invoiceState).optional(),
  ownerIds: listOf(id).optional(),
  companyId: id.optional(),
  dealId: id.optional(),
  issued: periodKey.optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}
export const invoiceFilter = z.object(filterFields)
export type InvoiceFilter = z.output<typeof invoiceFilter>

export const invoiceSorts = [
  'due',
  'issued',
  'total',
  'owed',
  'paid',
  'number',
  'state',
  'client',
  'owner',
  'deal',
] as const
export type InvoiceSortName = (typeof invoiceSorts)[number]
const sort = listSort(invoiceSorts).default('due')
/** What a file of invoices is asked for by. */
export const invoiceQuestion = invoiceFilter.extend({ sort })

const tag = 'Invoices'

export const invoicesContract = {
  invoices: endpoint({
    method: 'GET',
    path: '/invoices',
    summary: 'Invoices that the reader may see, one page',
    tag,
    input: z.object({
      ...filterFields,
      sort,
      cursor: cursor(listPlace).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(invoiceRow),
    errors: listErrors,
  }),
  invoiceTotals: endpoint({
    method: 'GET',
    path: '/invoices/totals',
    summary: 'How many invoices these filters find and what they come to, in the company’s currency',
    tag,
    input: invoiceFilter,
    output: z.object({
      count,
      totalMinor: z.number(),
      paidMinor: z.number(),
      owedMinor: z.number(),
      overdueCount: count,
      overdueMinor: z.number(),
    }),
    errors: filterErrors,
  }),
  invoice: endpoint({
    method: 'GET',
    path: '/invoices/{id}',
    summary: 'One invoice: as it was issued, and what has been paid',
    tag,
    input: z.object({ id }),
    output: invoiceCard,
  }),
  addInvoice: endpoint({
    method: 'POST',
    path: '/invoices',
    summary: 'Issue an invoice by the lines of a deal',
    tag,
    input: z.object({
      dealId: id,
      /** The first firm when absent. */
      firmId: id.optional(),
      contractId: id.nullable().optional(),
      /** The next number of the firm's series when absent. */
      number: line(40).pipe(z.string().min(1)).optional(),
      issuedOn: day.optional(),
      dueOn: day.optional(),
      note: line(5_000).nullable().optional(),
    }),
    output: invoiceCard,
    errors: {
      NO_OWN_FIRM: { status: 409 },
      DEAL_WITHOUT_LINES: { status: 409 },
      DUE_BEFORE_ISSUED: { status: 400 },
      INVOICE_NUMBER_TAKEN: { status: 409, data: z.object({ number: z.string() }) },
      RATE_MISSING: { status: 409, data: z.object({ currency: z.string(), day: z.string() }) },
    },
  }),
  editInvoice: endpoint({
    method: 'PATCH',
    path: '/invoices/{id}',
    summary: 'Change the due date, the note or the contract; sums stay as issued',
    tag,
    input: z.object({
      id,
      version,
      dueOn: day.optional(),
      note: line(5_000).nullable().optional(),
      contractId: id.nullable().optional(),
    }),
    output: invoiceCard,
    errors: {
      DUE_BEFORE_ISSUED: { status: 400 },
      INVOICE_CHANGED: { status: 409, data: z.object({ version }) },
    },
  }),
  cancelInvoice: endpoint({
    method: 'POST',
    path: '/invoices/{id}/cancel',
    summary: 'Cancel an invoice that nothing was paid for, or take that back',
    tag,
    input: z.object({ id, cancelled: z.boolean() }),
    output: invoiceCard,
    errors: { INVOICE_IS_PAID: { status: 409 } },
  }),
}
