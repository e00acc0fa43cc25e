import type { Actor } from '#core/http/routes.ts'

/** Reading the log of deliveries and setting up channels is administration; what a person is told is his own. */
export function can(actor: Pick<Actor, 'role'>, _action: 'readLog' | 'setChannels'): boolean {
  return actor.role === 'owner' || actor.role === 'admin'
}
