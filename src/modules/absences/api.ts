/** What other modules may use of team basics. */
export { tellStory } from './service/story.ts'
