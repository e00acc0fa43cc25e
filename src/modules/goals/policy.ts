/** Who sets whose goals; the table is repeated in db/migrations/0029_goals.sql (app_sets_goal). */
import type { Scoped } from '#core/db/gate.ts'
import type { GoalLevel } from './contract.ts'

type Action = 'read' | `set ${GoalLevel}` | 'write strategy' | 'read strategy'

const may: Record<Action, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  'set company': ['owner', 'director'],
  'set department': ['owner', 'director'],
  'set team': ['owner', 'director', 'head'],
  'set person': ['owner', 'director', 'head'],
  'read strategy': ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor', 'hr'],
  'write strategy': ['owner', 'director'],
}

export function can(
  actor: Pick<Scoped, 'role'> & Partial<Pick<Scoped, 'readOnly' | 'scope'>>,
  action: Action,
): boolean {
  if (action !== 'read' && action !== 'read strategy' && actor.readOnly) return false
  if (action === 'set company' && actor.scope !== undefined && actor.scope !== 'all') return false
  return may[action].includes(actor.role)
}
