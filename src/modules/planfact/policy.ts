/** Who sees plan/fact; whose lines those are, the scope says. */
import type { Scoped } from '#core/db/gate.ts'

const readers = new Set(['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'])

export function can(actor: Pick<Scoped, 'role' | 'scope'>, _action: 'read'): boolean {
  return actor.scope !== 'none' && readers.has(actor.role)
}
