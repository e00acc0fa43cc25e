/** What other modules may use of goals. */
export { tellStory } from './service/story.ts'
