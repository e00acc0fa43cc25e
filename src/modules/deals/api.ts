export { NOBODY, TotalSums } from './calc/contributions.ts'
export {
  type DealLine,
  insertLines,
  linesOf,
  matchLines,
  replaceLines,
  unmatchLines,
  unmatchedProducts,
} from './data/deal-lines.ts'
export { alikeDeals, hasDeals } from './data/alike-deals.ts'
export { dealsByExternalId, hasDealsOf } from './data/external-deals.ts'
export type { StoredDeal } from './data/histories.ts'
export { gatherStatistics, gatherStatisticsOfGrown } from './data/statistics.ts'
export type { Origin } from './data/write-deals.ts'
export {
  changeDeals,
  type DealChange,
  type DealFields,
  importing,
  type MoveInput,
  type NewDeal,
  summingUp,
  type WriteContext,
  writeContext,
  writeNewDeals,
  writeSums,
} from './service/change-deals.ts'
export { holdStages } from './data/standing-stages.ts'
export { writeTotals } from './data/write-facts.ts'
export { checkFacts } from './service/check-facts.ts'
export type { FactsDifference } from './data/facts-before.ts'
export { rebuildFacts } from './service/rebuild-facts.ts'
export { createDeal, editDeal, moveDeal, trashDeals, undoMove } from './service/deal-commands.ts'
export { firstOpenStage } from './service/deal-writes.ts'
export { handOverShares } from './service/participants.ts'
export { removeDeals } from './service/remove-deals.ts'
export { startFolding } from './jobs.ts'
export { rebuildFactsJob } from './service/rebuild-later.ts'
export { beginDeals } from './service/first-settings.ts'
export { dealsList } from './service/deals-list.ts'
export { bulkJob } from './service/bulk-job.ts'
export { numberedDeals } from './data/found-deals.ts'
