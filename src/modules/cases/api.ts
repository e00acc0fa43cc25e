/** What other modules may use of deviations. */
export type { CaseRow } from './contract.ts'
export { casesOf } from './service/read-cases.ts'
export { tellStory } from './service/story.ts'
