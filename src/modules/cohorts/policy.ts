import type { Scoped } from '#core/db/gate.ts'

/** Who may see cohorts: everybody who sees deals at all; whose, the database decides by his scope. */
export function can(actor: Pick<Scoped, 'scope'>, _action: 'see'): boolean {
  return actor.scope !== 'none'
}
