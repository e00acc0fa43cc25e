/** Pieces of hygiene that other modules may use. */
export { useHygieneColumn } from './column.tsx'
export { hygieneTarget } from './filters.ts'
export { reasonText } from './reason-text.ts'
export { HygieneCell, ScoreMark } from './score.tsx'
export { type Hygiene, type Reason, useHygieneScores, useHygieneTexts } from './use-hygiene.ts'
