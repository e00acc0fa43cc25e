/** What other modules may use of the funnel. */
export {
  type Counting,
  countedArrivals,
  countedBookings,
  countedOnDays,
  countedOutcomes,
  countedTotals,
  countingOf,
  daysOf,
  parted,
} from './data/counting.ts'
export { goodsOf } from './data/goods.ts'
export { dayCells, type KeptPeriod, keptPeriod, restOfBookings, restOfOutcomes } from './data/kept-days.ts'
export { type KeptMonths, keptMonths, ownerCells } from './data/kept-months.ts'
export {
  closedDayCells,
  keptPeople,
  type KeptPeople,
  peopleCells,
  runsOutside,
  standingDays,
} from './data/kept-people.ts'
export { cycleOf } from './data/cycle.ts'
export { dealsBehind } from './data/deals-behind.ts'
export {
  type Cut,
  cutPeriod,
  dayTotals,
  fromSources,
  inPipeline,
  monthTotals,
  ownedBy,
  type Owners,
  spansOf,
} from './data/slice.ts'
export { type CohortGroup, cohortFunnel } from './calc/cohort.ts'
export { ownersOf } from './service/question.ts'
export { checkPersonMonths } from './service/keep-person-months.ts'
export { waysOfPeople } from './data/person-months.ts'
export type { CountedWays } from './calc/packed.ts'
export { checkDays, keepDays } from './service/keep-days.ts'
export { checkPathTotals } from './data/check-paths.ts'
export { freshPaths, freshPathsOfAll } from './data/paths.ts'
export {
  type Asking as FunnelAsking,
  type Filters as FunnelFilters,
  questionOf as funnelQuestion,
} from './service/question.ts'
export { leaksOf } from './calc/leaks.ts'
export { ownerCohorts, peersTogether } from './data/owner-cohort.ts'
