/** Pieces of UI that other modules show: the contacts of a deal on its card, those of the day on the home page. */
export { DayPreview } from './day-preview.tsx'
export { DealActivities } from './deal-activities.tsx'
