import { ActivityList } from './activity-list.tsx'

/** Contacts with the client on a deal: planning and recording one, and those before it. */
export function DealActivities({ dealId, may }: { dealId: string; may: boolean }) {
  return <ActivityList of={{ dealId }} may={may} />
}
