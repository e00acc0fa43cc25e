import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface Department {
  id: string
  name: string
  parentId: string | null
  headId: string | null
  position: number
  isArchived: boolean
  /** People who work in it now, without those of its parts. */
  people: number
  version: number
}

export interface DepartmentChange {
  name?: string | undefined
  parentId?: string | null | undefined
  headId?: string | null | undefined
  position?: number | undefined
  isArchived?: boolean | undefined
}

export async function listDepartments(
  tx: Tx,
  { archived, today }: { archived: boolean; today: string },
): Promise<Department[]> {
  const all = departments(tx, today)
  const query = archived ? all : all.where('archived_at', 'is', null)
  return await query
    .orderBy('position')
    .orderBy(sql`name collate "ru-x-icu"`)
    .orderBy('id')
    .execute()
}

export async function findDepartment(tx: Tx, id: string, today: string): Promise<Department | undefined> {
  return await departments(tx, today).where('id', '=', id).executeTakeFirst()
}

export async function lockDepartment(tx: Tx, id: string): Promise<boolean> {
  return (await tx.selectFrom('departments').select('id').where('id', '=', id).forNoKeyUpdate().execute()).length > 0
}

export async function insertDepartment(
  tx: Tx,
  workspaceId: string,
  given: DepartmentChange & { name: string },
): Promise<string> {
  const row = {
    workspace_id: workspaceId,
    name: given.name,
    parent_id: given.parentId ?? null,
    head_id: given.headId ?? null,
    position: given.position ?? 0,
  }
  return (await tx.insertInto('departments').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function updateDepartment(tx: Tx, id: string, change: DepartmentChange): Promise<void> {
  await tx
    .updateTable('departments')
    .set({
      ...(change.name !== undefined && { name: change.name }),
      ...(change.parentId !== undefined && { parent_id: change.parentId }),
      ...(change.headId !== undefined && { head_id: change.headId }),
      ...(change.position !== undefined && { position: change.position }),
      ...(change.isArchived !== undefined && {
        archived_at: change.isArchived ? sql<Date>`coalesce(archived_at, now())` : null,
      }),
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute()
}

export async function countOpenParts(tx: Tx, id: string): Promise<number> {
  const parts = tx.selectFrom('departments').select('id').where('parent_id', '=', id).where('archived_at', 'is', null)
  return (await parts.execute()).length
}

/** Whether nobody has ever worked in it and it has no parts. */
export async function isEmpty(tx: Tx, id: string): Promise<boolean> {
  const people = tx.selectFrom('people').select('id').where('department_id', '=', id).limit(1)
  const parts = tx.selectFrom('departments').select('id').where('parent_id', '=', id).limit(1)
  return (await people.execute()).length + (await parts.execute()).length === 0
}

function departments(tx: Tx, today: string) {
  return tx.selectFrom('departments').select([
    'id',
    'name',
    'parent_id as parentId',
    'head_id as headId',
    'position',
    sql<boolean>`archived_at is not null`.as('isArchived'),
    sql<number>`(select count(*) from people p where p.workspace_id = departments.workspace_id and p.department_id = departments.id
        and (p.left_on is null or p.left_on >= ${today}::date))`.as('people'),
    'version',
  ])
}
