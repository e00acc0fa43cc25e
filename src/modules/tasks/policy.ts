import type { Scoped } from '#core/db/gate.ts'

export type TaskAction = 'create' | 'assign' | 'edit' | 'close' | 'decline' | 'trash'
type Doer = Pick<Scoped, 'role' | 'scope' | 'people' | 'personId' | 'readOnly'> & {
  /** For whom he stands in. */
  lentPeople?: readonly string[]
}
/** Of which task: whose it is and who gave it. */
export interface TaskSubject {
  ownerId: string
  authorId: string | null
}

const leaders = new Set(['owner', 'director', 'head'])

/** Whether somebody leads this person: a head or a director whose scope reaches him. */
export function leads(actor: Doer, personId: string): boolean {
  return leaders.has(actor.role) && (actor.scope === 'all' || actor.people.includes(personId))
}

/** Whether this person may do this with this task; which tasks exist for him at all, the database decides. */
export function can(actor: Doer, action: 'create' | 'assign', to?: string): boolean
export function can(actor: Doer, action: 'edit' | 'close' | 'decline' | 'trash', task: TaskSubject): boolean
export function can(actor: Doer, action: TaskAction, subject?: TaskSubject | string): boolean {
  if (actor.readOnly) return false
  switch (action) {
    case 'create':
      return true
    case 'assign':
      return subject === actor.personId || (typeof subject === 'string' && leads(actor, subject))
    default:
      return typeof subject === 'object' && rightsOn(actor, subject)[action]
  }
}

/** What the actor may do with one task. Who was given a task refuses it with a reason; only who gave it may throw it away. */
export function rightsOn(actor: Doer, { ownerId, authorId }: TaskSubject) {
  // Whoever stands in for somebody works his tasks as his own.
  const isOwner = ownerId === actor.personId || (actor.lentPeople?.includes(ownerId) ?? false)
  const isAuthor = authorId === actor.personId
  const isAbove = leads(actor, ownerId)
  const may = (allowed: boolean) => allowed && !actor.readOnly
  return {
    edit: may(isOwner || isAuthor || isAbove),
    close: may(isOwner || isAuthor || isAbove),
    decline: may(isOwner),
    trash: may(isAuthor || isAbove),
  }
}
