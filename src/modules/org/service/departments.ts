import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '../data/audit.ts'
import {
  countOpenParts,
  type Department,
  type DepartmentChange,
  findDepartment,
  insertDepartment,
  isEmpty,
  lockDepartment,
  updateDepartment,
} from '../data/departments.ts'
import { leadsAll } from '../policy.ts'
import { demand } from './company.ts'
import { refusing } from './refusals.ts'

/** @throws Refusal FORBIDDEN, NO_SUCH_DEPARTMENT, NO_SUCH_MANAGER */
export async function addDepartment(
  tx: Tx,
  actor: Actor,
  today: string,
  given: DepartmentChange & { name: string },
): Promise<Department> {
  demand(actor, 'editDepartments')
  demandPlace(actor, given)
  const id = await refusing(() => insertDepartment(tx, actor.workspaceId, given))
  await audit(tx, actor, 'department.added', 'department', id, { name: given.name })
  return existing(tx, id, today)
}

type Change = DepartmentChange & { id: string; version: number }

/** @throws Refusal NOT_FOUND, FORBIDDEN, DEPARTMENT_CHANGED, DEPARTMENT_NOT_EMPTY, CIRCLE, NO_SUCH_DEPARTMENT, NO_SUCH_MANAGER */
export async function editDepartment(
  tx: Tx,
  actor: Actor,
  today: string,
  { id, version, ...change }: Change,
): Promise<Department> {
  demand(actor, 'editDepartments')
  if (!(await lockDepartment(tx, id))) throw new Refusal('NOT_FOUND')
  if (isPart(actor) && !actor.departments.includes(id) && !(await isEmpty(tx, id))) throw new Refusal('FORBIDDEN')
  demandPlace(actor, change)
  const before = await existing(tx, id, today)
  if (before.version !== version) throw new Refusal('DEPARTMENT_CHANGED', { current: before })
  if (change.isArchived && !before.isArchived) {
    const departments = await countOpenParts(tx, id)
    if (before.people + departments > 0)
      throw new Refusal('DEPARTMENT_NOT_EMPTY', { people: before.people, departments })
  }
  await refusing(() => updateDepartment(tx, id, change))
  const after = await existing(tx, id, today)
  const fields = ['name', 'parentId', 'headId', 'isArchived'] as const
  const changed = fields.filter((field) => before[field] !== after[field])
  if (changed.length > 0) {
    const details = Object.fromEntries(changed.map((field) => [field, [before[field], after[field]]]))
    await audit(tx, actor, 'department.changed', 'department', id, { name: after.name, ...details })
  }
  return after
}

/** A director who sees a part of the company orders that part: the head of a department sees what its people do. */
function isPart(actor: Actor): boolean {
  return actor.role === 'director' && !leadsAll(actor)
}

function demandPlace(actor: Actor, { parentId, headId }: DepartmentChange): void {
  if (!isPart(actor)) return
  if (parentId && !actor.departments.includes(parentId)) throw new Refusal('FORBIDDEN')
  if (headId && !actor.people.includes(headId)) throw new Refusal('FORBIDDEN')
}

async function existing(tx: Tx, id: string, today: string): Promise<Department> {
  const department = await findDepartment(tx, id, today)
  if (!department) throw new Refusal('NOT_FOUND')
  return department
}
