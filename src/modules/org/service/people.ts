import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Role } from '../contract.ts'
import { audit } from '../data/audit.ts'
import {
  countOtherOwners,
  findPerson,
  insertPerson,
  lockPerson,
  type Person,
  type PersonChange,
  updatePerson,
} from '../data/people.ts'
import { can, isBelow, leadsAll, type PersonAction, seesMore } from '../policy.ts'
import { refusing } from './refusals.ts'

type Card = PersonChange & { fullName: string; role: Role }

/** @throws Refusal FORBIDDEN, EMAIL_TAKEN, CIRCLE, NO_SUCH_DEPARTMENT, NO_SUCH_MANAGER, LEFT_BEFORE_HIRED */
export async function addPerson(tx: Tx, actor: Actor, card: Card): Promise<Person> {
  // A new person is below whoever takes him on.
  demand(can(roleOf(actor), 'addPerson', { role: card.role, below: true, self: false }))
  if (card.reach) demand(can(roleOf(actor), 'editRights', { role: card.role, below: true, self: false }))
  const placed = { ...card, managerId: card.managerId === undefined ? managerByDefault(actor) : card.managerId }
  demandPlace(actor, placed)
  const id = await refusing(() => insertPerson(tx, actor.workspaceId, placed))
  await audit(tx, actor, 'person.added', 'person', id, { role: card.role })
  return existing(tx, id)
}

interface Change extends PersonChange {
  id: string
  version: number
  isDisabled?: boolean | undefined
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, PERSON_CHANGED (somebody was quicker), LAST_OWNER and the refusals of addPerson */
export async function editPerson(
  tx: Tx,
  actor: Actor,
  { id, version, isDisabled, ...change }: Change,
): Promise<Person> {
  const before = await lockPerson(tx, id)
  if (!before) throw new Refusal('NOT_FOUND')
  const may = (action: PersonAction, role: Role = before.role) =>
    can(roleOf(actor), action, {
      role,
      below: isBelow(actor, id),
      self: id === actor.personId,
      seesMore: seesMore(before, actor),
    })
  demand(may('editPerson'))
  const differs = (field: keyof PersonChange) => change[field] !== undefined && change[field] !== before[field]
  if (change.role && differs('role')) demand(may('editRights') && may('editRights', change.role))
  if (differs('reach')) demand(may('editRights'))
  if (differs('leftOn') || isDisabled !== undefined) demand(may('dismissPerson'))
  // The address opens the account, by a reset link: a stolen key must not turn into a password.
  if (differs('email') && before.hasAccount) demand(may('giveAccess') && actor.via === 'session')
  if (differs('managerId') || differs('departmentId')) demandPlace(actor, change)
  if (before.version !== version) throw new Refusal('PERSON_CHANGED', { current: before })
  if (before.hasAccount && change.email === null) throw new Refusal('ACCOUNT_NEEDS_EMAIL')

  const state = isDisabled === undefined ? undefined : nextState(before, isDisabled)
  const stopsOwning =
    before.role === 'owner' && (differs('role') || isDisabled || (differs('leftOn') && change.leftOn !== null))
  if (stopsOwning && (await countOtherOwners(tx, actor.workspaceId, id)) === 0) throw new Refusal('LAST_OWNER')
  await refusing(() => updatePerson(tx, id, { ...change, ...(state && { state }) }))
  const after = await existing(tx, id)
  await auditChange(tx, actor, before, after)
  return after
}

export async function existing(tx: Tx, id: string): Promise<Person> {
  const person = await findPerson(tx, id)
  if (!person) throw new Refusal('NOT_FOUND')
  return person
}

function nextState(before: Person, isDisabled: boolean): Person['state'] {
  if (isDisabled) return 'disabled'
  if (before.state !== 'disabled') return before.state
  return before.hasAccount ? 'active' : 'not_invited'
}

/** A head or director moves people only between places below himself: elsewhere they would leave somebody else's sight. */
function demandPlace(actor: Actor, { managerId, departmentId }: PersonChange): void {
  if ((actor.role !== 'director' && actor.role !== 'head') || leadsAll(actor)) return
  if (managerId === null) throw new Refusal('FORBIDDEN')
  demand(managerId === undefined || managerId === actor.personId || actor.below.includes(managerId))
  demand(!departmentId || actor.departments.includes(departmentId))
}

function managerByDefault(actor: Actor): string | null {
  return actor.role === 'director' || actor.role === 'head' ? actor.personId : null
}

async function auditChange(tx: Tx, actor: Actor, before: Person, after: Person): Promise<void> {
  const rights = ['role', 'reach', 'managerId', 'departmentId', 'state', 'leftOn', 'email'] as const
  const changed = rights.filter((field) => before[field] !== after[field])
  if (changed.length === 0) return
  const details = Object.fromEntries(changed.map((field) => [field, [before[field], after[field]]]))
  await audit(tx, actor, 'rights.changed', 'person', before.id, details)
}

function roleOf(actor: Actor): { role: Role } {
  return { role: actor.role as Role }
}

function demand(allowed: boolean): void {
  if (!allowed) throw new Refusal('FORBIDDEN')
}
