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
  invoiceQuestion,
  type InvoiceRow,
  invoiceSorts,
  type InvoiceSortName,
} from './contract/invoices.ts'
export {
  type PartInput,
  paymentFileQuestion,
  type PaymentQuestion,
  type PaymentRow,
  paymentSorts,
  type PaymentSortName,
} from './contract/payments.ts'

/** Contracts, invoices, payments, and the firms that sell. */
export const paymentsContract = { ...firmsContract, ...contractsContract, ...invoicesContract, ...receiptsContract }
