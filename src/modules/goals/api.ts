/** What other modules may use of goals. */
export { openGoals } from './service/handed-over.ts'
export { tellStory } from './service/story.ts'
