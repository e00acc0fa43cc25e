/** Pieces of deviations that other pages show. */
export { caseTarget } from './filters.ts'
export { OpenCaseButton, OpenStageCase, useOpenCase } from './open-button.tsx'
export { useCaseTitle } from './use-cases.ts'
