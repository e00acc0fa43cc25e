import type { Scoped } from '#core/db/gate.ts'

const leaders = new Set(['owner', 'director', 'head', 'finance', 'auditor', 'marketing'])

/**
 * `seeDeals`: figures of deals at all; HR and administrators see none. `leadPeople`: what concerns others, such as who is behind.
 */
export function can({ role, scope }: Pick<Scoped, 'role' | 'scope'>, action: 'seeDeals' | 'leadPeople'): boolean {
  if (scope === 'none') return false
  return action === 'seeDeals' || leaders.has(role)
}
