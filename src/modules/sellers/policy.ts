import type { Scoped } from '#core/db/gate.ts'

/** Who may see figures of sellers: everybody who sees deals at all. HR and administrators see none. */
export function can(actor: Pick<Scoped, 'scope'>, _action: 'see'): boolean {
  return actor.scope !== 'none'
}
