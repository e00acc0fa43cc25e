/** Who sees plan/fact and who says from when on a line is behind; whose lines those are, the scope says. */
import type { Scoped } from '#core/db/gate.ts'

type Action = 'read' | 'set thresholds'

const may: Record<Action, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  'set thresholds': ['owner', 'director'],
}

export function can(actor: Pick<Scoped, 'role' | 'scope' | 'readOnly'>, action: Action): boolean {
  if (action !== 'read' && actor.readOnly) return false
  return actor.scope !== 'none' && may[action].includes(actor.role)
}
