import type { Scoped } from '#core/db/gate.ts'

type Doer = Pick<Scoped, 'role' | 'scope' | 'people' | 'personId' | 'readOnly'>
const leaders = new Set(['owner', 'director', 'head'])

/** Who has meetings of his own. */
export function leadsMeetings({ role, readOnly }: Pick<Doer, 'role' | 'readOnly'>): boolean {
  return !readOnly && leaders.has(role)
}

/** Whether he may lead a meeting of this leader, or change its schedule: his own, or of those below him. */
export function mayLead(actor: Doer, leaderId: string): boolean {
  return leadsMeetings(actor) && (actor.scope === 'all' || actor.people.includes(leaderId))
}

/** Whether he sees a meeting between the leader and this person: those two, and those above the leader. */
export function seesOneToOne(actor: Doer, leaderId: string, personId: string | null): boolean {
  return personId === null || personId === actor.personId || actor.scope === 'all' || actor.people.includes(leaderId)
}
