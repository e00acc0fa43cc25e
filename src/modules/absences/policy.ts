import type { Scoped } from '#core/db/gate.ts'

type Doer = Pick<Scoped, 'role' | 'scope' | 'people' | 'personId' | 'readOnly'> & { lentPeople?: readonly string[] }

const leaders = new Set(['owner', 'director', 'head'])

/** Whether somebody stands above this person; whom he sees only while he stands in for their head he does not lead. */
export function isAbove(actor: Doer, personId: string): boolean {
  if (actor.readOnly || !leaders.has(actor.role) || personId === actor.personId) return false
  return actor.scope === 'all' || (actor.people.includes(personId) && !actor.lentPeople?.includes(personId))
}

/** Whether he decides absences of this person. Above the owner is nobody: he writes his own down himself. */
export function decides(actor: Doer, personId: string): boolean {
  return isAbove(actor, personId) || (actor.role === 'owner' && personId === actor.personId)
}

/** Whether he may ask for this person: everybody for himself, those above, and HR for all. */
export function asksFor(actor: Doer, personId: string): boolean {
  return !actor.readOnly && (personId === actor.personId || actor.role === 'hr' || isAbove(actor, personId))
}

/** Whether he sees why somebody is away, and not only that he is. */
export function seesReason(actor: Doer, personId: string): boolean {
  if (personId === actor.personId || actor.role === 'hr' || actor.role === 'auditor') return true
  return isAbove(actor, personId)
}

/** Who keeps the list of territories; which people he may name as owners, the service asks. */
export function keepsTerritories(actor: Pick<Doer, 'role' | 'readOnly'>): boolean {
  return !actor.readOnly && (leaders.has(actor.role) || actor.role === 'admin')
}

/** Whose duties he writes: the owner and the director those of all, the head none. */
export function writesDuties(actor: Pick<Doer, 'role' | 'readOnly'>): boolean {
  return !actor.readOnly && (actor.role === 'owner' || actor.role === 'director')
}
