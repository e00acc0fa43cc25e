/** What other modules may use of the classes of clients. */
export { churnAsOf, clientLosses } from './data/losses.ts'
export { computeClasses } from './service/compute.ts'
export { tellStory } from './service/story.ts'
