/** What other modules may use of plan/fact. */
export { type PaceState, paceState, type Thresholds } from './calc/pace-state.ts'
export { attainment, averageCheck, growth, requiredPerDay, runRate } from './calc/figures.ts'
export { type Band, planProbability, runRateForecast, stageChances } from './calc/forecast.ts'
export { type Pace, type PaceAsking, paceOf, pacesOf } from './service/pace.ts'
export { planFact } from './service/plan-fact.ts'
