import type { Scoped } from '#core/db/gate.ts'

export type ActivityAction = 'read' | 'add' | 'configure'

const roles: Record<ActivityAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'],
  add: ['owner', 'director', 'head', 'seller'],
  configure: ['owner', 'director', 'head', 'admin'],
}
const leaders = new Set(['owner', 'director', 'head'])

/** Whether this role may do this with activities at all; of which deals and people, the database decides by the actor's scope. */
export function can(actor: { role: string }, action: ActivityAction): boolean {
  return roles[action].includes(actor.role)
}

type Doer = Pick<Scoped, 'role' | 'scope' | 'people' | 'personId' | 'readOnly'> & {
  /** For whom he stands in. */
  lentPeople?: readonly string[]
}

/** Whether somebody may plan for this person: himself, whoever stands in for him, or a leader for the people below him. */
export function mayPlanFor(actor: Doer, ownerId: string): boolean {
  if (actor.readOnly || !can(actor, 'add')) return false
  const isAbove = leaders.has(actor.role) && (actor.scope === 'all' || actor.people.includes(ownerId))
  return ownerId === actor.personId || isAbove || (actor.lentPeople?.includes(ownerId) ?? false)
}

/**
 * Whether somebody may change this activity. His own always; a leader arranges what his people have planned, but what they have reported
 * is their word, and he changes none of it.
 */
export function mayChange(
  actor: Doer,
  { ownerId, isReported }: { ownerId: string | null; isReported: boolean },
): boolean {
  if (ownerId === actor.personId) return mayPlanFor(actor, ownerId)
  return !isReported && ownerId !== null && mayPlanFor(actor, ownerId)
}
