/** What the application uses of losses. */
export { tellLossesStory } from './data/story.ts'
