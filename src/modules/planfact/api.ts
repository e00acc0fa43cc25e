/** What other modules may use of plan/fact. */
export { attainment, averageCheck, growth, requiredPerDay, runRate } from './calc/figures.ts'
export { totalsToRead } from './calc/totals-to-read.ts'
export { type Booked, factsIn } from './data/booked.ts'
export { planFact, planFactOfPeriods, type PlanFactTable } from './service/plan-fact.ts'
