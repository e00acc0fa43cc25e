/** Pieces of hygiene that other modules may use. */
export { reasonText } from './reason-text.ts'
export { type Reason, useHygieneTexts } from './use-hygiene.ts'
