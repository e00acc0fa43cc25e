/** Pieces of deals that other pages show and lead to. */
export { DealPanel } from './deal-panel.tsx'
export { dealsTarget, dealTarget } from './filters.ts'
