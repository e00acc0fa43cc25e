import type { FilterField } from '#modules/lists/api.ts'
import { INVOICE_STATES } from './invoice-state.ts'

/** What the list of invoices can be filtered by. The browser and the server read these declarations. */
export const invoiceFields = [
  { id: 'number', kind: 'text', required: true },
  { id: 'state', kind: 'choice', required: true, values: INVOICE_STATES },
  { id: 'due', kind: 'day', required: true },
  { id: 'issued', kind: 'day', required: true },
  { id: 'total', kind: 'money', required: true },
  { id: 'owed', kind: 'money', required: true },
  { id: 'client', kind: 'choice' },
  { id: 'deal', kind: 'text', required: true },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'note', kind: 'text' },
] as const satisfies readonly FilterField[]

export type InvoiceFieldId = (typeof invoiceFields)[number]['id']

/** What the list of payments can be filtered by. */
export const paymentFields = [
  { id: 'day', kind: 'day', required: true },
  { id: 'amount', kind: 'money', required: true },
  { id: 'payer', kind: 'text' },
  { id: 'payerInn', kind: 'text' },
  { id: 'document', kind: 'text' },
  { id: 'client', kind: 'choice' },
  { id: 'owner', kind: 'choice', people: true },
  { id: 'advance', kind: 'flag' },
  { id: 'voided', kind: 'flag' },
  { id: 'note', kind: 'text' },
  { id: 'recorded', kind: 'moment', required: true },
] as const satisfies readonly FilterField[]

export type PaymentFieldId = (typeof paymentFields)[number]['id']
