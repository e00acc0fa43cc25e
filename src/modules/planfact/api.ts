/** What other modules may use of plan/fact. */
export { attainment, averageCheck, growth, requiredPerDay, runRate } from './calc/figures.ts'
export { planFact } from './service/plan-fact.ts'
