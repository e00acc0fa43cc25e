import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { paymentsContract } from './contract.ts'
import { addContract, editContract } from './service/contracts.ts'
import { addFirm, editFirm, listFirms } from './service/firms.ts'
import { getInvoice, invoiceTotals, listInvoices, receivables } from './service/invoice-card.ts'
import { addInvoice, cancelInvoice, editInvoice } from './service/invoices.ts'
import { moneyOf } from './service/money.ts'
import { addPayment, allocatePayment, listPayments, voidPayment } from './service/receipts.ts'

export const paymentsRoutes = routes(paymentsContract, {
  firms: ({ as, ...call }) => as((tx) => listFirms(tx, byOf(call))),
  addFirm: ({ input, as, ...call }) => as((tx) => addFirm(tx, byOf(call), input)),
  editFirm: ({ input, as, ...call }) => as((tx) => editFirm(tx, byOf(call), input)),
  addContract: ({ input, as, ...call }) => as((tx) => addContract(tx, byOf(call), input)),
  editContract: ({ input, as, ...call }) => as((tx) => editContract(tx, byOf(call), input)),
  invoices: ({ input, as, ...call }) => as((tx) => listInvoices(tx, byOf(call), input)),
  invoiceTotals: ({ input, as, ...call }) => as((tx) => invoiceTotals(tx, byOf(call), input)),
  invoice: ({ input, as, ...call }) => as((tx) => getInvoice(tx, byOf(call), input.id)),
  addInvoice: ({ input, as, ...call }) => as((tx) => addInvoice(tx, byOf(call), input)),
  editInvoice: ({ input, as, ...call }) => as((tx) => editInvoice(tx, byOf(call), input)),
  cancelInvoice: ({ input, as, ...call }) => as((tx) => cancelInvoice(tx, byOf(call), input)),
  payments: ({ input, as, ...call }) => as((tx) => listPayments(tx, byOf(call), input)),
  addPayment: ({ input, as, ...call }) => as((tx) => addPayment(tx, byOf(call), input)),
  allocatePayment: ({ input, as, ...call }) => as((tx) => allocatePayment(tx, byOf(call), input)),
  voidPayment: ({ input, as, ...call }) => as((tx) => voidPayment(tx, byOf(call), input)),
  money: ({ input, as, ...call }) => as((tx) => moneyOf(tx, byOf(call), input)),
  receivables: ({ input, as, ...call }) => as((tx) => receivables(tx, byOf(call), input.by)),
})
