import { z } from 'zod'
import { amountMinor, day, endpoint, flag, id, instant, line, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { filterTree, listErrors, listPlace, listSort } from '#modules/lists/contract.ts'
import { contractRow } from './contracts.ts'
import { invoiceRow } from './invoices.ts'

const named = z.object({ id, name: z.string() })
const count = z.int().min(0)

/** A part of a payment: what it went for. Parts sum to the payment; what went for no invoice yet is an advance. */
export const partRow = z.object({
  id,
  amountMinor,
  baseMinor: amountMinor,
  invoice: z.object({ id, number: z.string() }).nullable(),
  deal: named.nullable(),
  company: named.nullable(),
  credit: named.nullable(),
})

export const paymentRow = z.object({
  id,
  paidOn: z.string(),
  /** Σ of the parts that the reader may see; a return is negative. */
  amountMinor,
  currency: z.string(),
  documentNumber: z.string().nullable(),
  payerName: z.string().nullable(),
  payerInn: z.string().nullable(),
  note: z.string().nullable(),
  source: z.string(),
  voided: z.object({ at: instant, reason: z.string().nullable() }).nullable(),
  parts: z.array(partRow),
  recordedAt: instant,
  version: z.int(),
})
export type PaymentRow = z.output<typeof paymentRow>

const partInput = z.object({
  /** Null: an advance, then of a deal or a company. */
  invoiceId: id.nullable().optional(),
  dealId: id.nullable().optional(),
  companyId: id.nullable().optional(),
  /** A return is negative. */
  amountMinor: amountMinor.refine((minor) => minor !== 0, { params: { code: 'AMOUNT_IS_ZERO' } }),
})
export type PartInput = z.output<typeof partInput>

/** Which payments a list or a file is asked for. */
const paymentQuestion = {
  invoiceId: id.optional(),
  dealId: id.optional(),
  companyId: id.optional(),
  paid: periodKey.optional(),
  ownerIds: listOf(id).optional(),
  /** Only payments with money that went for no invoice yet. */
  advances: flag.optional(),
  /** Part of the payer's name, his ИНН or the number of the document. */
  text: line(100).optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
}
const asked = z.object(paymentQuestion)
export type PaymentQuestion = z.output<typeof asked>

export const paymentSorts = ['day', 'amount', 'payer', 'document', 'owner', 'recorded'] as const
export type PaymentSortName = (typeof paymentSorts)[number]
const sort = listSort(paymentSorts).default('-day')
/** What a file of payments is asked for by. */
export const paymentFileQuestion = asked.extend({ sort })

/** What is owed: not due yet, 1–30, 31–60, 61–90 and more than 90 days late. */
const ages = z.array(z.number()).length(5)

const tag = 'Payments'
const partErrors = {
  PART_TOO_LARGE: { status: 409, data: z.object({ number: z.string(), owedMinor: z.int() }) },
  RETURN_TOO_LARGE: { status: 409, data: z.object({ number: z.string(), paidMinor: z.int() }) },
  CURRENCY_DIFFERS: { status: 400, data: z.object({ number: z.string() }) },
  PART_WITHOUT_CLIENT: { status: 400 },
  INVOICE_IS_CANCELLED: { status: 409, data: z.object({ number: z.string() }) },
  RATE_MISSING: { status: 409, data: z.object({ currency: z.string(), day: z.string() }) },
} as const

export const receiptsContract = {
  payments: endpoint({
    method: 'GET',
    path: '/payments',
    summary: 'Payments, the latest first unless another order is asked for',
    tag,
    input: z.object({
      ...paymentQuestion,
      sort,
      cursor: cursor(listPlace).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(paymentRow),
    errors: listErrors,
  }),
  addPayment: endpoint({
    method: 'POST',
    path: '/payments',
    summary: 'Record a payment or a return over one or several invoices',
    tag,
    input: z.object({
      paidOn: day,
      currency: z.string().length(3).optional(),
      documentNumber: line(100).nullable().optional(),
      payerName: line(500).nullable().optional(),
      payerInn: line(20).nullable().optional(),
      note: line(2_000).nullable().optional(),
      parts: z.array(partInput).min(1).max(100),
    }),
    output: paymentRow,
    errors: { ...partErrors, PAID_IN_FUTURE: { status: 400 } },
  }),
  allocatePayment: endpoint({
    method: 'PUT',
    path: '/payments/{id}/parts',
    summary: 'Say anew what a payment went for; the parts must sum to the payment',
    tag,
    input: z.object({ id, version: z.int(), parts: z.array(partInput).min(1).max(100) }),
    output: paymentRow,
    errors: {
      ...partErrors,
      PAYMENT_CHANGED: { status: 409, data: z.object({ version: z.int() }) },
      PARTS_DO_NOT_SUM: { status: 400, data: z.object({ amountMinor: z.int(), sumMinor: z.int() }) },
      PAYMENT_IS_VOID: { status: 409 },
    },
  }),
  voidPayment: endpoint({
    method: 'POST',
    path: '/payments/{id}/void',
    summary: 'Void a payment that was recorded by mistake: it leaves all figures, and its line stays',
    tag,
    input: z.object({ id, reason: line(500).pipe(z.string().min(1)) }),
    output: paymentRow,
    errors: { PAYMENT_IS_VOID: { status: 409 } },
  }),
  money: endpoint({
    method: 'GET',
    path: '/money',
    summary: 'Contracts, invoices and payments of a deal or a company',
    tag,
    input: z.object({ dealId: id.optional(), companyId: id.optional() }),
    output: z.object({
      contracts: z.array(contractRow),
      invoices: z.array(invoiceRow),
      payments: z.array(paymentRow),
      /** In the company's currency. */
      totals: z.object({ invoicedMinor: z.int(), paidMinor: z.int(), owedMinor: z.int(), overdueMinor: z.int() }),
      may: z.object({ write: z.boolean(), pay: z.boolean() }),
    }),
  }),
  receivables: endpoint({
    method: 'GET',
    path: '/receivables',
    summary: 'Who owes how much and since when, by seller or by client',
    tag,
    input: z.object({ by: z.enum(['seller', 'company']).default('company') }),
    output: z.object({
      rows: z.array(
        z.object({
          subject: named.nullable(),
          invoices: count,
          owedMinor: z.number(),
          overdueMinor: z.number(),
          ages,
          oldestDays: count,
        }),
      ),
      /** All whose debts are smaller than those of the five hundred that are listed. */
      others: z.object({ n: count, owedMinor: z.number(), overdueMinor: z.number(), ages }),
    }),
  }),
}
