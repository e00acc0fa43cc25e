/** Pieces of UI that other modules show: contacts on a deal's card, those of the day at home, planned ones for deals chosen in a list. */
export { DayPreview } from './day-preview.tsx'
export { DealActivities } from './deal-activities.tsx'
export { PlanContacts } from './plan-contacts.tsx'
