export type DealAction =
  | 'read'
  | 'create'
  | 'edit'
  | 'move'
  | 'reassign'
  | 'split'
  | 'trash'
  | 'purge'
  | 'configure'
  | 'export'

const roles: Record<DealAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  create: ['owner', 'director', 'head', 'seller'],
  edit: ['owner', 'director', 'head', 'seller'],
  move: ['owner', 'director', 'head', 'seller'],
  reassign: ['owner', 'director', 'head'],
  /** Who gets which part of the credit. */
  split: ['owner', 'director', 'head'],
  trash: ['owner', 'director', 'head'],
  /** Delete for ever what is in the trash. */
  purge: ['owner', 'admin'],
  configure: ['owner', 'director', 'head', 'admin'],
  export: ['owner', 'director', 'head', 'finance', 'auditor'],
}

/** Whether this role may do this with deals at all; which deals, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: DealAction): boolean {
  return roles[action].includes(actor.role)
}
