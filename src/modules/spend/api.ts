/** What other modules may use of spend. */
export { type SpendBefore, removeImportedSpend, restoreSpend } from './data/imported.ts'
export { lockSpend, putSpend, ratesOn, type SpendToWrite } from './data/spend.ts'
export { inCompanyCurrency } from './service/spend.ts'
