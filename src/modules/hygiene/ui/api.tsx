/** Pieces of hygiene that other modules may use. */
export { hygieneTarget } from './filters.ts'
export { reasonText } from './reason-text.ts'
export { HygieneCell, ScoreMark } from './score.tsx'
export { type Hygiene, type Reason, useHygiene, useHygieneTexts } from './use-hygiene.ts'
