import type { Scoped } from '#core/db/gate.ts'

/** Figures of losses see all who see deals; competitors are named by whoever sees the deal and may write at all. */
export function can(actor: Pick<Scoped, 'scope' | 'readOnly'>, action: 'see' | 'nameRivals'): boolean {
  if (actor.scope === 'none') return false
  return action === 'see' || !actor.readOnly
}
