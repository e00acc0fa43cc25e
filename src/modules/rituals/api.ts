/** What other modules may use of rituals. */
export type { RitualLine } from './contract.ts'
export { ritualCounts, ritualsOfDay } from './service/calendar.ts'
export { tellStory } from './service/story.ts'
