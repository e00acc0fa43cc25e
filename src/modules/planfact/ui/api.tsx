/** Pieces of plan/fact that other pages show. */
export { PlanFigure } from './figure.tsx'
export { planFactTarget } from './filters.ts'
export { Headline } from './headline.tsx'
export { usePlanFact } from './use-planfact.ts'
