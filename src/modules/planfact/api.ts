/** What other modules may use of plan/fact. */
export { planFact } from './service/plan-fact.ts'
export { attainment, averageCheck, growth } from './calc/figures.ts'
export { bookedIn } from './data/booked.ts'
