/** Pieces of the board that other pages use. */
export { kpiTarget } from './filters.ts'
export { useCatalogue, useWriting } from './use-kpi.ts'
