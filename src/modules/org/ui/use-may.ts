import { useViewer } from '#web/session.tsx'
import { can, type PersonAction } from '../policy.ts'
import type { Person } from './use-org.ts'

/**
 * What the screen offers on this person. Whether somebody is below a head or a director only the server knows for sure, so he is offered it and
 * may be refused; a direct report certainly is.
 */
export function useMay(person: Pick<Person, 'id' | 'role'>): (action: PersonAction) => boolean {
  const viewer = useViewer()
  const self = person.id === viewer.id
  return (action) => can(viewer, action, { role: person.role, below: !self, self })
}
