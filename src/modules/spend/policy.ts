export type SpendAction = 'read' | 'write'

const roles: Record<SpendAction, readonly string[]> = {
  /** A seller works leads and does not see what they cost. */
  read: ['owner', 'director', 'head', 'marketing', 'finance', 'auditor'],
  write: ['owner', 'director', 'marketing', 'finance'],
}

/** Whether this role may do this with spend; the database holds everybody to the same table. */
export function can(actor: { role: string }, action: SpendAction): boolean {
  return roles[action].includes(actor.role)
}
