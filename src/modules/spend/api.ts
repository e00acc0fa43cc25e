/** What other modules may use of spend. */
export { type SpendBefore, removeImportedSpend, restoreSpend } from './data/imported.ts'
export { lockSpend, putSpend, type SpendToWrite } from './data/spend.ts'
