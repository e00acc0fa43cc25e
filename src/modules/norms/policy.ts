/** Who may issue norms and excuse days; whose, the scope says. The table is repeated in db/migrations/0027_norms.sql (app_issues_norms). */
import type { Scoped } from '#core/db/gate.ts'

export type NormsAction = 'read' | 'issue' | 'issue for all' | 'excuse' | 'configure'

const roles: Record<NormsAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'auditor'],
  issue: ['owner', 'director', 'head'],
  // Of a role in the whole company, and the weeks of newcomers.
  'issue for all': ['owner', 'director'],
  excuse: ['owner', 'director', 'head'],
  configure: ['owner', 'director'],
}

type Asker = Pick<Scoped, 'role'> & Partial<Pick<Scoped, 'readOnly' | 'scope'>>

export function can(actor: Asker, action: NormsAction): boolean {
  if (action !== 'read' && actor.readOnly) return false
  if (action === 'issue for all' && actor.scope !== undefined && actor.scope !== 'all') return false
  return roles[action].includes(actor.role)
}
