/** The contacts of a deal, for its card. */
export { DealActivities } from './deal-activities.tsx'
