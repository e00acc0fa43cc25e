/** What other modules may use of deviations. */
export type { CaseRow } from './contract.ts'
export { casesOf, caseCounts } from './service/read-cases.ts'
export { rulesOf as caseRulesOf } from './calc/rules.ts'
