export type ClientAction = 'read' | 'edit' | 'readContacts' | 'reassign' | 'merge' | 'trash' | 'purge' | 'erase'

const roles: Record<ClientAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  edit: ['owner', 'director', 'head', 'seller'],
  readContacts: ['owner', 'director', 'head', 'seller', 'finance', 'auditor'],
  reassign: ['owner', 'director', 'head'],
  merge: ['owner', 'director', 'head', 'seller'],
  trash: ['owner', 'director', 'head', 'seller'],
  purge: ['owner', 'admin'],
  erase: ['owner', 'director', 'admin'],
}

/** Whether this role may do this with clients at all; which contacts it sees, the database decides. */
export function can(actor: { role: string }, action: ClientAction): boolean {
  return roles[action].includes(actor.role)
}

/**
 * Whether a client is the actor's to merge, to put into the trash or to give away: its owner is nobody or among the people whom he may see. A company
 * is seen by all, but the company of another team is not his to take apart.
 */
export function isInHands(actor: { scope: string; people: readonly string[] }, ownerId: string | null): boolean {
  return actor.scope === 'all' || ownerId === null || actor.people.includes(ownerId)
}
