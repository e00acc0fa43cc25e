import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Role } from '../contract.ts'

/** A person whom an import or the demo generator brings: without access until he is invited. */
export interface NewPerson {
  /** Absent: the database makes one. */
  id?: string | undefined
  fullName: string
  role: Role
  email?: string | null | undefined
  phone?: string | null | undefined
  jobTitle?: string | null | undefined
  departmentId?: string | null | undefined
  /** May be another one of the same call. */
  managerId?: string | null | undefined
  hiredOn?: string | null | undefined
  leftOn?: string | null | undefined
  externalId?: string | null | undefined
}

/** Adds people in one statement. @returns their ids in the order given */
export async function createPeople(tx: Tx, workspaceId: string, people: readonly NewPerson[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into people (workspace_id, id, full_name, role, email, phone, job_title, department_id, manager_id, hired_on, left_on, external_id, state)
    select ${workspaceId}::uuid, coalesce((one ->> 'id')::uuid, uuid7()), one ->> 'fullName', one ->> 'role', one ->> 'email', one ->> 'phone', one ->> 'jobTitle',
           (one ->> 'departmentId')::uuid, (one ->> 'managerId')::uuid, (one ->> 'hiredOn')::date, (one ->> 'leftOn')::date, one ->> 'externalId', 'not_invited'
    from jsonb_array_elements(${JSON.stringify(people)}::jsonb) with ordinality as given (one, position)
    order by position
    returning id`.execute(tx)
  return rows.map(({ id }) => id)
}

/** @returns id of the open department of this name under this parent, made when there is none */
export async function ensureDepartment(
  tx: Tx,
  workspaceId: string,
  name: string,
  parentId: string | null = null,
): Promise<string> {
  const found = await tx
    .selectFrom('departments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where(sql<boolean>`parent_id is not distinct from ${parentId}::uuid`)
    .where('archived_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (found) return found.id
  const row = { workspace_id: workspaceId, name, parent_id: parentId }
  return (await tx.insertInto('departments').values(row).returning('id').executeTakeFirstOrThrow()).id
}
