import type { Scoped } from '#core/db/gate.ts'

export type MetricsAction = 'see' | 'rebuild'

/** Figures are seen by everybody who sees deals at all; facts are checked and made anew by owner and administrator. */
export function can(actor: Pick<Scoped, 'scope' | 'role'>, action: MetricsAction): boolean {
  return action === 'see' ? actor.scope !== 'none' : actor.role === 'owner' || actor.role === 'admin'
}
