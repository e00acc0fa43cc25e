export type ClientAction = 'read' | 'edit' | 'readContacts' | 'editProducts'

const roles: Record<ClientAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  edit: ['owner', 'director', 'head', 'seller'],
  readContacts: ['owner', 'director', 'head', 'seller', 'finance', 'auditor'],
  editProducts: ['owner', 'director', 'head', 'finance'],
}

/** Whether this role may do this with clients at all; which contacts it sees, the database decides. */
export function can(actor: { role: string }, action: ClientAction): boolean {
  return roles[action].includes(actor.role)
}
