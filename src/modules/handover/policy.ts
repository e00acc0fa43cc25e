import type { RecordKind } from './contract.ts'

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

const LEADING = new Set(['owner', 'director', 'head'])
const FOR_LEADERS = new Set<RecordKind>(['ritual', 'case'])

/** Whether somebody of this role can be given records of a kind: meetings and deviations of a team are for those who lead. */
export function mayGet(person: { role: string }, kind: RecordKind): boolean {
  return LEADING.has(person.role) || !FOR_LEADERS.has(kind)
}

/** Whether somebody of this role works deals, so that he can be given some. */
export function works(person: { role: string }): boolean {
  return WORKING.has(person.role)
}
