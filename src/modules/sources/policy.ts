import type { Scoped } from '#core/db/gate.ts'

export type SourcesAction = 'see' | 'seeSpend' | 'configure'

const spenders = ['owner', 'director', 'head', 'marketing', 'finance', 'auditor']
const deciders = ['owner', 'director', 'marketing', 'finance']

/** Sources are seen by all who see deals; what they cost, by those who may see spend; margin is set by those who answer for money. */
export function can(actor: Pick<Scoped, 'scope' | 'role'>, action: SourcesAction): boolean {
  if (action === 'see') return actor.scope !== 'none'
  return (action === 'seeSpend' ? spenders : deciders).includes(actor.role)
}
