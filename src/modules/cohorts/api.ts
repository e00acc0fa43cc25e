/** What other modules may use of cohorts. */
export { buyerLine, type BuyerCount, type LeadCount } from './calc/cohort.ts'
export { foldCohorts } from './data/fold.ts'
export { buyerCounts } from './data/buyer-counts.ts'
export { type SourceLeads, sourceLeads, type Whose } from './data/lead-counts.ts'
export { namesOfSources } from './data/owners.ts'
export { checkCohortCells, holdFolding } from './data/fold.ts'
