export type ProductAction = 'read' | 'edit' | 'readLines' | 'editLines' | 'setLimits'

const roles: Record<ProductAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor', 'admin'],
  edit: ['owner', 'director', 'head', 'finance', 'admin'],
  readLines: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor', 'admin'],
  editLines: ['owner', 'director', 'head', 'seller'],
  setLimits: ['owner', 'director', 'admin'],
}

/** Whether this role may do this with products and lines of deals at all; which deals, the database decides. */
export function can(actor: { role: string }, action: ProductAction): boolean {
  return roles[action].includes(actor.role)
}
