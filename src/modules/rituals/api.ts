/** What other modules may use of rituals. */
export type { RitualLine } from './contract.ts'
export { ritualCounts, ritualsOfDay } from './service/calendar.ts'
export { ledRituals } from './service/handed-over.ts'
export { protocolNotice } from './service/protocol.ts'
export { tellStory } from './service/story.ts'
