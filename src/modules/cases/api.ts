/** What other modules may use of deviations. */
export type { CaseRow } from './contract.ts'
export { can as canCases } from './policy.ts'
export { casesOf } from './service/read-cases.ts'
export { openCases } from './service/handed-over.ts'
export { tellStory } from './service/story.ts'
