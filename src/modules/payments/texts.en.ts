import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { PaymentsTexts } from './texts.ru.ts'

const format = formats('en')
const days = (n: number) => format.counted(n, { one: 'day', other: 'days' })
const money = (minor: number, currency = 'RUB') => format.moneyExact(minor, currency as Currency)

const fields: Record<string, string> = {
  kpp: 'KPP',
  ogrn: 'OGRN',
  bik: 'BIC',
  account: 'Settlement account',
  bankAccount: 'Correspondent account',
}

export const en = {
  errors: {
    REQUISITE_WRONG: ({ field, digits }) =>
      `${fields[field] ?? field} has ${digits} characters. Check for missing or extra ones.`,
    FIRM_CHANGED:
      'Somebody else has changed the requisites. Nothing was overwritten: see what they are now and choose what to keep.',
    CONTRACT_NEEDS_CLIENT: 'A contract is made on a deal or with a company: choose one of them.',
    VALID_BEFORE_SIGNED: 'A contract cannot end before it is signed.',
    CONTRACT_CHANGED:
      'Somebody else has changed the contract. Nothing was overwritten: see what it is now and choose what to keep.',
    NO_OWN_FIRM:
      'First fill in the requisites of your own firm: nobody can pay an invoice without them. Settings → Requisites.',
    DEAL_WITHOUT_LINES: 'The deal has no lines: add products on its tab “Products”, the invoice is written by them.',
    DUE_BEFORE_ISSUED: 'An invoice cannot be due before its own date.',
    INVOICE_NUMBER_TAKEN: ({ number }) => `There is an invoice No. ${number}. Leave the number empty for the next one.`,
    INVOICE_CHANGED:
      'Somebody else has changed the invoice. Nothing was overwritten: see what it is now and choose what to keep.',
    INVOICE_IS_PAID: 'Something was paid for this invoice. First move the payment or record a return.',
    INVOICE_IS_CANCELLED: ({ number }) => `Invoice No. ${number} is cancelled: no payment can go for it.`,
    PART_TOO_LARGE: ({ number, owedMinor }) =>
      `Invoice No. ${number} is owed ${money(owedMinor)}: the rest goes for another invoice or is an advance.`,
    RETURN_TOO_LARGE: ({ number, paidMinor }) =>
      `For invoice No. ${number} ${money(paidMinor)} was paid: more cannot be returned.`,
    CURRENCY_DIFFERS: ({ number }) => `Invoice No. ${number} is in another currency.`,
    PART_WITHOUT_CLIENT: 'Say for which invoice, deal or company this money is.',
    PAID_IN_FUTURE: 'The day of payment lies in the future. Only what has come can be recorded.',
    PAYMENT_CHANGED:
      'Somebody else has changed this payment. Nothing was overwritten: see what it is now and choose what to keep.',
    PARTS_DO_NOT_SUM: ({ amountMinor, sumMinor }) =>
      `The payment is ${money(amountMinor)} and its parts sum to ${money(sumMinor)}. They must agree.`,
    AMOUNT_IS_ZERO: 'The amount cannot be zero.',
    PAYMENT_IS_VOID: 'This payment is void.',
  },
  notices: {
    INVOICE_OVERDUE: ({ number, company, owedMinor, currency, days: late }) => ({
      title: `Invoice No. ${number} is ${days(late)} overdue`,
      body: [company, `${money(owedMinor, currency)} to come`].filter(Boolean).join(', '),
    }),
    INVOICES_OVERDUE: ({ count, days: late }) => ({
      title: `${count} invoices are overdue, the oldest by ${days(late)}`,
    }),
  },
  noticeNames: { INVOICE_OVERDUE: 'An invoice is overdue', INVOICES_OVERDUE: 'Several invoices are overdue' },
  files: {
    invoices: 'Invoices',
    payments: 'Payments',
    columns: {
      number: 'Invoice',
      state: 'State',
      due: 'Due',
      client: 'Client',
      owed: 'Owed',
      total: 'Total',
      paid: 'Paid',
      currency: 'Currency',
      owner: 'Owner',
      deal: 'Deal',
      issued: 'Issued',
      firm: 'From',
      day: 'Day',
      amount: 'Amount',
      payer: 'Payer',
      payerInn: 'INN of the payer',
      for: 'For',
      document: 'Document',
      note: 'Note',
      voided: 'Void',
      id: 'ID',
    },
    states: {
      waiting: 'Waiting',
      partly: 'Partly paid',
      overdue: 'Overdue',
      paid: 'Paid',
      cancelled: 'Cancelled',
    },
  },
} satisfies PaymentsTexts
