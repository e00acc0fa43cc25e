import type { Scoped } from '#core/db/gate.ts'

export type SegmentsAction = 'see' | 'compute' | 'configure'

/** Classes are seen by all who see deals; computing them anew takes somebody who sees the whole company, setting their rules who answers for it. */
export function can(actor: Pick<Scoped, 'scope' | 'role'>, action: SegmentsAction): boolean {
  if (action === 'see') return actor.scope !== 'none'
  if (actor.scope !== 'all') return false
  const roles =
    action === 'compute' ? ['owner', 'director', 'head', 'marketing', 'finance'] : ['owner', 'director', 'marketing']
  return roles.includes(actor.role)
}
