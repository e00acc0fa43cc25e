export type LeadAction = 'read' | 'create' | 'work' | 'assign' | 'figures' | 'configure'

const roles: Record<LeadAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  create: ['owner', 'director', 'head', 'seller', 'marketing'],
  work: ['owner', 'director', 'head', 'seller'],
  assign: ['owner', 'director', 'head'],
  figures: ['owner', 'director', 'head', 'marketing', 'finance', 'auditor'],
  configure: ['owner', 'director', 'head', 'marketing', 'admin'],
}

/** Whether this role may do this with leads at all; which leads, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: LeadAction): boolean {
  return roles[action].includes(actor.role)
}
