export type HygieneAction = 'read' | 'configure'

const roles: Record<HygieneAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  configure: ['owner', 'director', 'head', 'admin'],
}

/** Whether this role may do this; which deals are judged, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: HygieneAction): boolean {
  return roles[action].includes(actor.role)
}
