/** What the application uses of the cycle. */
export { tellStory } from './service/story.ts'
