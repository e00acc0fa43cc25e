import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface PersonRow {
  id: string
  fullName: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  role: string
  departmentId: string | null
  managerId: string | null
  hiredOn: string | null
  leftOn: string | null
  state: string
  externalId: string | null
  version: number
}

export async function personRows(tx: Tx): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select id, full_name as "fullName", email, phone, job_title as "jobTitle", role, department_id as "departmentId", manager_id as "managerId",
           hired_on as "hiredOn", left_on as "leftOn", state, external_id as "externalId", version
    from people order by created_at, id`.execute(tx)
  return rows
}

/** Writes the given state of people back; the version counts up by one, or becomes what is given. */
export async function updatePeople(
  tx: Tx,
  workspaceId: string,
  people: readonly (PersonRow & { setVersion?: number })[],
): Promise<void> {
  await sql`
    update people p
    set email = x.email, phone = x.phone, job_title = x."jobTitle", role = x.role, department_id = x."departmentId", manager_id = x."managerId",
        hired_on = x."hiredOn", left_on = x."leftOn", external_id = x."externalId", version = coalesce(x."setVersion", p.version + 1)
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x (id uuid, email text, phone text, "jobTitle" text, role text, "departmentId" uuid,
      "managerId" uuid, "hiredOn" date, "leftOn" date, "externalId" text, "setVersion" int)
    where p.workspace_id = ${workspaceId}::uuid and p.id = x.id`.execute(tx)
}

export interface DepartmentRow {
  id: string
  name: string
  parentId: string | null
  headId: string | null
}

export async function departmentRows(tx: Tx): Promise<DepartmentRow[]> {
  const { rows } = await sql<DepartmentRow>`
    select id, name, parent_id as "parentId", head_id as "headId" from departments where archived_at is null order by position, name`.execute(
    tx,
  )
  return rows
}

/** Adds departments, those above first. */
export async function insertDepartments(
  tx: Tx,
  workspaceId: string,
  departments: readonly DepartmentRow[],
): Promise<void> {
  await sql`
    insert into departments (workspace_id, id, name, parent_id)
    select ${workspaceId}::uuid, x.id, x.name, x."parentId"
    from jsonb_to_recordset(${JSON.stringify(departments)}::jsonb) as x (id uuid, name text, "parentId" uuid)`.execute(
    tx,
  )
}

export async function setHeads(
  tx: Tx,
  workspaceId: string,
  heads: readonly { id: string; headId: string | null }[],
): Promise<void> {
  await sql`
    update departments d set head_id = x."headId"
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as x (id uuid, "headId" uuid)
    where d.workspace_id = ${workspaceId}::uuid and d.id = x.id`.execute(tx)
}
