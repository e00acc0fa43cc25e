export type ActivityAction = 'read' | 'add'

const roles: Record<ActivityAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  add: ['owner', 'director', 'head', 'seller'],
}

/** Whether this role may do this with activities at all; of which deals, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: ActivityAction): boolean {
  return roles[action].includes(actor.role)
}
