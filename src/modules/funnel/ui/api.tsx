/** Pieces of the funnel that other pages show. */
export { ClosedNote } from './closed-note.tsx'
export { funnelTarget, inputOf } from './filters.ts'
export { stepsOf, type ViewName } from './steps.ts'
export { useChoices, useFunnelTexts, useView } from './use-funnel.ts'
