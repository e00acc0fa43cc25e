/** Pieces of deviations that other pages show. */
export { casesTarget, caseTarget } from './filters.ts'
export { StateMark } from './marks.tsx'
export { OpenCaseButton, OpenStageCase, useOpenCase } from './open-button.tsx'
export { useCaseTitle } from './use-cases.ts'
