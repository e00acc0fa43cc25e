import { contractsContract } from './contract/contracts.ts'
import { firmsContract } from './contract/firms.ts'
import { invoicesContract } from './contract/invoices.ts'
import { receiptsContract } from './contract/payments.ts'

export {
  type ContractChanges,
  type ContractFields,
  contractFields,
  type ContractRow,
  contractStates,
} from './contract/contracts.ts'
export { type Firm, type FirmChanges, type FirmFields, firmFields, type Requisites } from './contract/firms.ts'
export {
  type Buyer,
  type InvoiceCard,
  type InvoiceFilter,
  type InvoicePlace,
  invoiceQuestion,
  type InvoiceRow,
  type InvoiceSort,
  invoiceSorts,
} from './contract/invoices.ts'
export { type PartInput, type PaymentQuestion, paymentQuestion, type PaymentRow } from './contract/payments.ts'

/** Contracts, invoices, payments, and the firms that sell. */
export const paymentsContract = { ...firmsContract, ...contractsContract, ...invoicesContract, ...receiptsContract }
