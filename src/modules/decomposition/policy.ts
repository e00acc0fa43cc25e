/** Who may take plans apart; whose, the scope says. */
import type { Scoped } from '#core/db/gate.ts'

export type DecompositionAction = 'read' | 'issue' | 'configure'

const roles: Record<DecompositionAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'finance', 'auditor'],
  issue: ['owner', 'director', 'head'],
  configure: ['owner', 'director', 'head'],
}

export function can(
  actor: Pick<Scoped, 'role'> & Partial<Pick<Scoped, 'readOnly'>>,
  action: DecompositionAction,
): boolean {
  return roles[action].includes(actor.role) && (action === 'read' || !actor.readOnly)
}
