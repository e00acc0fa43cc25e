/** What other modules may use of plan/fact. */
export { planFact } from './service/plan-fact.ts'
