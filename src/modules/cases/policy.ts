/** Who may do what with deviations; which of them exist for him, the database decides by the owner of the case. */
import type { Scoped } from '#core/db/gate.ts'

export type CaseAction = 'read' | 'open' | 'act' | 'comment' | 'configure'

const readers = new Set(['owner', 'director', 'head', 'seller', 'auditor'])
const leaders = new Set(['owner', 'director', 'head'])

/** A seller reads and comments on what is about him; those who lead open, act and close. */
export function can(actor: Pick<Scoped, 'role' | 'scope' | 'readOnly'>, action: CaseAction): boolean {
  if (action === 'configure') return !actor.readOnly && (leaders.has(actor.role) || actor.role === 'admin')
  if (actor.scope === 'none' || !readers.has(actor.role)) return false
  if (action === 'read') return true
  if (actor.readOnly) return false
  return action === 'comment' ? actor.role !== 'auditor' : leaders.has(actor.role)
}
