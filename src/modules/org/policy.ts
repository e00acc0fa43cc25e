import type { Role } from './contract.ts'

export const personActions = ['addPerson', 'editPerson', 'dismissPerson', 'giveAccess', 'editRights'] as const
export const companyActions = ['editCompany', 'editDepartments', 'editCalendar', 'editRates', 'readAudit'] as const

export type PersonAction = (typeof personActions)[number]
export type CompanyAction = (typeof companyActions)[number]

/** On whom: his role, whether the actor stands above him, whether it is the actor himself, whether he sees rows that the actor does not. */
export interface PersonSubject {
  role: Role
  below: boolean
  self: boolean
  seesMore?: boolean
}

const companyRights: Record<CompanyAction, readonly Role[]> = {
  editCompany: ['owner', 'admin'],
  editDepartments: ['owner', 'admin', 'director', 'hr'],
  editCalendar: ['owner', 'admin', 'director', 'hr'],
  editRates: ['owner', 'admin', 'director', 'finance'],
  readAudit: ['owner', 'admin', 'auditor'],
}

interface Reach {
  /** Roles of the people he may act on. */
  roles: readonly Role[]
  /** Only on people below him. */
  below: boolean
}

const everybody: readonly Role[] = [
  'owner',
  'director',
  'head',
  'seller',
  'hr',
  'marketing',
  'finance',
  'auditor',
  'admin',
]
const allButOwners = everybody.filter((role) => role !== 'owner')
const owner: Reach = { roles: everybody, below: false }
const admin: Reach = { roles: allButOwners, below: false }
const director: Reach = { roles: ['head', 'seller'], below: true }
const head: Reach = { roles: ['seller'], below: true }
const hr: Reach = { roles: ['head', 'seller'], below: false }

const personRights: Record<PersonAction, Partial<Record<Role, Reach>>> = {
  addPerson: { owner, admin, director, head, hr },
  editPerson: { owner, admin, director, head, hr },
  dismissPerson: { owner, admin, director, hr },
  // A link of one use opens the account: whoever makes one could become that person.
  giveAccess: { owner, admin, director, head },
  // Roles and scopes decide what is seen, so they are the administrators' alone; an admin cannot make an owner.
  editRights: { owner, admin },
}

/** Whether somebody of this role may do it, on this person where the action is about a person. A pure table. */
export function can(actor: { role: Role }, action: CompanyAction): boolean
export function can(actor: { role: Role }, action: PersonAction, subject: PersonSubject): boolean
export function can(actor: { role: Role }, action: CompanyAction | PersonAction, subject?: PersonSubject): boolean {
  if (isCompanyAction(action)) return companyRights[action].includes(actor.role)
  const reach = personRights[action][actor.role]
  if (!reach || !subject) return false
  // Nobody gives rights to himself or takes his own access; an owner may step down.
  if (subject.self) return actor.role === 'owner' || (action === 'editPerson' && reach.roles.includes(subject.role))
  // Whoever opens an account sees what its person sees.
  if (action === 'giveAccess' && reach.below && subject.seesMore) return false
  return reach.roles.includes(subject.role) && (subject.below || !reach.below)
}

/** Whether a person's own reach gives him the whole company while the actor sees a part. */
export function seesMore(person: { reach: string | null }, actor: { scope: string }): boolean {
  return person.reach === 'all' && actor.scope !== 'all'
}

/** Whether everybody counts as below: a director whose own reach is the whole company. What a head sees besides his people gives him no rights over theirs. */
export function leadsAll({ role, scope }: { role: string; scope: string }): boolean {
  return role === 'director' && scope === 'all'
}

/** Whether the actor stands above this person; whom he stands in for, and theirs, are not his. */
export function isBelow(
  actor: { personId: string; role: string; scope: string; below: readonly string[] },
  id: string,
): boolean {
  return id !== actor.personId && (leadsAll(actor) || actor.below.includes(id))
}

function isCompanyAction(action: string): action is CompanyAction {
  return action in companyRights
}
