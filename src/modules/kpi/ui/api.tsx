/** Pieces of the board that other pages use. */
export { useCatalogue, useWriting } from './use-kpi.ts'
