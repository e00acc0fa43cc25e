import type { BoardRole } from './contract.ts'
import { boardRoles } from './contract.ts'

type Action = 'see' | 'arrange' | 'setThresholds'

const roles: Record<Action, readonly string[]> = {
  see: boardRoles,
  arrange: ['owner', 'director'],
  setThresholds: ['owner', 'director'],
}

/** Whether this role may do this with the board; whose figures are in it, the actor's scope decides. */
export function can(actor: { role: string; readOnly?: boolean }, action: Action): boolean {
  return roles[action].includes(actor.role) && !(action !== 'see' && actor.readOnly)
}

export const isBoardRole = (role: string): role is BoardRole => (boardRoles as readonly string[]).includes(role)
