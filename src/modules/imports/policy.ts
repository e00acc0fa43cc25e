import type { Kind } from './calc/targets.ts'

/** Who brings in what. A head brings the deals of his own people; whom the department consists of, his director decides. */
const roles: Record<Kind | 'read', readonly string[]> = {
  deals: ['owner', 'director', 'head', 'admin'],
  companies: ['owner', 'director', 'head', 'admin'],
  // People of clients are personal data, which an administrator does not see.
  contacts: ['owner', 'director', 'head'],
  products: ['owner', 'director', 'head', 'admin'],
  people: ['owner', 'director', 'admin'],
  payments: ['owner', 'director', 'head', 'finance'],
  plans: ['owner', 'director', 'head'],
  spend: ['owner', 'director', 'marketing', 'finance'],
  activities: ['owner', 'director', 'head', 'admin'],
  read: ['owner', 'director', 'head', 'marketing', 'finance', 'admin', 'auditor'],
}

export function can(actor: { role: string; readOnly: boolean }, action: Kind | 'read'): boolean {
  if (actor.readOnly && action !== 'read') return false
  return roles[action].includes(actor.role)
}

/** Whether the actor sees the imports of others too: those who answer for the whole company. */
export function seesAll(actor: { role: string; scope: string }): boolean {
  return actor.role === 'owner' || actor.role === 'admin' || actor.role === 'auditor' || actor.scope === 'all'
}
