import { sourceOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { EditOrigin } from '../data/edits.ts'
import { can, type ClientAction, isInHands } from '../policy.ts'

/** @throws Refusal FORBIDDEN when the actor's role may not do this */
export function allow(actor: Actor, action: ClientAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

/** From whom and from where a change comes. */
export function originOf(actor: Actor): EditOrigin {
  return { actorId: actor.personId, source: sourceOf({ actor }) }
}

/** What the actor may do with this client. */
export function mayWith(actor: Actor, ownerId: string | null) {
  const may = (action: ClientAction) => can(actor, action) && !actor.readOnly
  const own = isInHands(actor, ownerId)
  return {
    edit: may('edit'),
    reassign: may('reassign') && own,
    merge: may('merge') && own,
    trash: may('trash') && own,
    purge: may('purge'),
    erase: may('erase'),
  }
}

export const named = (id: string | null, name: string | null) => (id && name ? { id, name } : null)
