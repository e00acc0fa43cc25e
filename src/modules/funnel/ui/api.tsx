/** Pieces of the funnel that other pages show. */
export { BehindLink, type PageFilters } from './behind.tsx'
export { behindTarget, funnelTarget, inputOf } from './filters.ts'
export { stepsOf } from './steps.ts'
export { useChoices, useView } from './use-funnel.ts'
