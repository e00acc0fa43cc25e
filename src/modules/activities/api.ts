/** What other modules may use of activities. */
export { activitiesByExternalId, removeImportedActivities } from './data/external-activities.ts'
export { listResults } from './data/results.ts'
export { insertActivities, type NewActivity } from './data/write-activities.ts'
export { type HeldContact, recordHeld } from './service/commands.ts'
export { beginActivities } from './service/results.ts'
export { activitiesList } from './service/activities-file.ts'
