/** Pieces of the funnel that other pages show. */
export { ClosedNote } from './closed-note.tsx'
export { DealsBehind } from './deals-behind.tsx'
export { funnelTarget, inputOf, sliceInput, sliceSearch } from './filters.ts'
export { SliceFilters } from './slice-filters.tsx'
export { dealsIn, stepsOf, type ViewName } from './steps.ts'
export { useChoices, useFunnelTexts, useView } from './use-funnel.ts'
