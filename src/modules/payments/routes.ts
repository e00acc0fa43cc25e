import { type Call, routes } from '#core/http/routes.ts'
import { paymentsContract } from './contract.ts'
import { addContract, editContract } from './service/contracts.ts'
import { addFirm, editFirm, listFirms } from './service/firms.ts'
import { getInvoice, invoiceTotals, listInvoices, receivables } from './service/invoice-card.ts'
import { addInvoice, cancelInvoice, editInvoice } from './service/invoices.ts'
import { moneyOf } from './service/money.ts'
import { addPayment, allocatePayment, listPayments, voidPayment } from './service/receipts.ts'

export const paymentsRoutes = routes(paymentsContract, {
  firms: ({ as, ...call }) => as((tx) => listFirms(tx, by(call))),
  addFirm: ({ input, as, ...call }) => as((tx) => addFirm(tx, by(call), input)),
  editFirm: ({ input, as, ...call }) => as((tx) => editFirm(tx, by(call), input)),
  addContract: ({ input, as, ...call }) => as((tx) => addContract(tx, by(call), input)),
  editContract: ({ input, as, ...call }) => as((tx) => editContract(tx, by(call), input)),
  invoices: ({ input, as, ...call }) => as((tx) => listInvoices(tx, by(call), input)),
  invoiceTotals: ({ input, as, ...call }) => as((tx) => invoiceTotals(tx, by(call), input)),
  invoice: ({ input, as, ...call }) => as((tx) => getInvoice(tx, by(call), input.id)),
  addInvoice: ({ input, as, ...call }) => as((tx) => addInvoice(tx, by(call), input)),
  editInvoice: ({ input, as, ...call }) => as((tx) => editInvoice(tx, by(call), input)),
  cancelInvoice: ({ input, as, ...call }) => as((tx) => cancelInvoice(tx, by(call), input)),
  payments: ({ input, as, ...call }) => as((tx) => listPayments(tx, by(call), input)),
  addPayment: ({ input, as, ...call }) => as((tx) => addPayment(tx, by(call), input)),
  allocatePayment: ({ input, as, ...call }) => as((tx) => allocatePayment(tx, by(call), input)),
  voidPayment: ({ input, as, ...call }) => as((tx) => voidPayment(tx, by(call), input)),
  money: ({ input, as, ...call }) => as((tx) => moneyOf(tx, by(call), input)),
  receivables: ({ input, as, ...call }) => as((tx) => receivables(tx, by(call), input.by)),
})

function by({ actor, clock }: Pick<Call<unknown>, 'actor' | 'clock'>) {
  return { actor, now: clock.now() }
}
