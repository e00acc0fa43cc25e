/** What other modules may use of invoices and payments. */
export { invoiceNumbersIn, type MatchableInvoice, matchPayment } from './calc/match-payment.ts'
export { invoicesToMatch, paymentsByKeys, removeImportedPayments } from './data/bulk-payments.ts'
export { owedBase } from './data/invoice-list.ts'
export { insertInvoices, type NewInvoice, type NewInvoiceLine } from './data/invoices.ts'
export { insertPayments, type NewPart, type NewPayment } from './data/payments.ts'
export { insertFirm } from './data/own-firms.ts'
export { paymentLists } from './service/payment-files.ts'
