export type HandoverAction = 'handOver' | 'substitute' | 'readJournal'

const roles: Record<HandoverAction, readonly string[]> = {
  handOver: ['owner', 'director', 'head'],
  substitute: ['owner', 'director', 'head'],
  readJournal: ['owner', 'director', 'head', 'auditor'],
}

/** Roles whose people can be given somebody's records. */
const WORKING = new Set(['owner', 'director', 'head', 'seller'])

/** Whether this role does that at all; on whom, `isAbove` says. The database repeats it (0019_handover.sql). */
export function can(actor: { role: string }, action: HandoverAction): boolean {
  return roles[action].includes(actor.role)
}

/** Whether the actor stands above this person: nobody arranges for people whom he sees only while he stands in for their head. */
export function isAbove(
  actor: { scope: string; people: readonly string[]; lentPeople?: readonly string[] },
  personId: string,
): boolean {
  return actor.scope === 'all' || (actor.people.includes(personId) && !actor.lentPeople?.includes(personId))
}

/** Whether somebody of this role works deals, so that he can be given some. */
export function works(person: { role: string }): boolean {
  return WORKING.has(person.role)
}
