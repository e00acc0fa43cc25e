/** What the application uses of losses. */
export { tellLossesStory } from './service/story.ts'
