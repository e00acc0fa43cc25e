/** What other modules may use of activities. */
export { listResults } from './data/results.ts'
export { deleteImportedActivities, insertActivities, type NewActivity } from './data/write-activities.ts'
export { beginActivities } from './service/results.ts'
