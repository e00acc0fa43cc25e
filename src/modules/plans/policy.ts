/** Who may see, set, propose and approve plans; whose plans those are, the scope says. Repeated in db/migrations/0007_plans.sql and 0026_plan_tree.sql. */
import type { Scoped } from '#core/db/gate.ts'
import type { PlanLevel } from './calc/subjects.ts'

type Action = 'read' | `set ${PlanLevel}` | 'set season' | 'propose' | 'decide'

/** The director plans departments, the head splits the plan between his people; the head proposes, the director approves, the owner sees all. */
const may: Record<Action, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  'set company': ['owner', 'director'],
  'set department': ['owner', 'director'],
  'set person': ['owner', 'director', 'head'],
  'set season': ['owner', 'director'],
  propose: ['owner', 'director', 'head'],
  decide: ['owner', 'director'],
}

/** Whether this role does that at all. The company's plan takes whoever sees the whole company. */
export function can(actor: Pick<Scoped, 'role' | 'scope' | 'readOnly'>, action: Action): boolean {
  if (action !== 'read' && actor.readOnly) return false
  if (action === 'set company' && actor.scope !== 'all') return false
  return actor.scope !== 'none' && may[action].includes(actor.role)
}
