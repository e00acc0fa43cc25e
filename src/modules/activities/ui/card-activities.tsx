import type { CardPartProps } from '#web/kit/routing.tsx'
import { ActivityList } from './activity-list.tsx'

/** Contacts with a company, on its card. */
export function CompanyActivities({ id, mayEdit }: CardPartProps) {
  return <ActivityList of={{ companyId: id }} may={mayEdit} />
}

/** Contacts with one person of a client, on his card. */
export function ContactActivities({ id, mayEdit }: CardPartProps) {
  return <ActivityList of={{ contactId: id }} may={mayEdit} />
}

/** What a colleague has planned and done, on his card. */
export function PersonActivities({ id }: CardPartProps) {
  return <ActivityList of={{ ownerId: id }} may={false} />
}
