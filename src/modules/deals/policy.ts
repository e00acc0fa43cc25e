export type DealAction = 'read' | 'create' | 'edit' | 'move' | 'reassign' | 'trash' | 'configure' | 'export'

const roles: Record<DealAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  create: ['owner', 'director', 'head', 'seller'],
  edit: ['owner', 'director', 'head', 'seller'],
  move: ['owner', 'director', 'head', 'seller'],
  reassign: ['owner', 'director', 'head'],
  trash: ['owner', 'director', 'head'],
  configure: ['owner', 'director', 'head', 'admin'],
  export: ['owner', 'director', 'head', 'finance', 'auditor'],
}

/** Whether this role may do this with deals at all; which deals, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: DealAction): boolean {
  return roles[action].includes(actor.role)
}
