import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { onceIn } from '#core/db/read-once.ts'
import type { Role } from '../contract.ts'

export interface OrgDepartment {
  id: string
  name: string
  parentId: string | null
  headId: string | null
  isArchived: boolean
}

export interface OrgPerson {
  id: string
  fullName: string
  role: Role
  departmentId: string | null
  managerId: string | null
  hiredOn: string | null
  leftOn: string | null
  state: string
}

/** Departments (archived ones too: history belongs to them) and all people, leavers included, both in the order of screens. */
export function orgTree(tx: Tx): Promise<{ departments: OrgDepartment[]; people: OrgPerson[] }> {
  return onceIn(tx, 'tree', () => readTree(tx))
}

async function readTree(tx: Tx): Promise<{ departments: OrgDepartment[]; people: OrgPerson[] }> {
  const departments = tx
    .selectFrom('departments')
    .select([
      'id',
      'name',
      'parent_id as parentId',
      'head_id as headId',
      sql<boolean>`archived_at is not null`.as('isArchived'),
    ])
    .orderBy('position')
    .orderBy(sql`name collate "ru-x-icu"`)
    .execute()
  const people = cards(tx).execute() as Promise<OrgPerson[]>
  await Promise.all([departments, people])
  return { departments: await departments, people: await people }
}

/** People whose business rows the transaction's actor may see, by name. */
export async function peopleInScope(tx: Tx): Promise<OrgPerson[]> {
  const query = cards(tx).where(sql<boolean>`((select app_scope()) = 'all' or id = any((select app_people())::uuid[]))`)
  return (await query.execute()) as OrgPerson[]
}

function cards(tx: Tx) {
  return tx
    .selectFrom('people')
    .select([
      'id',
      'full_name as fullName',
      'role',
      'department_id as departmentId',
      'manager_id as managerId',
      'hired_on as hiredOn',
      'left_on as leftOn',
      'state',
    ])
    .orderBy(sql`full_name collate "ru-x-icu"`)
    .orderBy('id')
}
