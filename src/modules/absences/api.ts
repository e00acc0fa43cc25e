/** What other modules may use of team basics. */
export { isAwayOn, workingDaysAway } from './calc/days-away.ts'
export { tellStory } from './service/story.ts'
