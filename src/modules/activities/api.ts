export { insertActivities, type NewActivity } from './data/write-activities.ts'
