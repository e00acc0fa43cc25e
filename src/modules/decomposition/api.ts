/** What other modules may use of the decomposition. */
export { countProfiles } from './service/count-profiles.ts'
export { tellStory } from './service/story.ts'
