/** Pieces of UI that other modules may use: the contacts of a deal for its card, planning and reporting from anywhere. */
export { ActivityPanel } from './activity-panel.tsx'
export { DayPreview } from './day-preview.tsx'
export { DealActivities } from './deal-activities.tsx'
