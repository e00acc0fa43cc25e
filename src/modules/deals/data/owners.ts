import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface OwnerChoice {
  id: string
  name: string
  departmentId: string | null
  left: boolean
}

/** People whose deals may be seen: `people`, or with null everybody who sells or has sold. Those who work first. */
export async function listOwners(
  tx: Tx,
  workspaceId: string,
  people: readonly string[] | null,
  today: string,
): Promise<OwnerChoice[]> {
  const { rows } = await sql<OwnerChoice>`
    -- Who may own deals here?
    select id, full_name as name, department_id as "departmentId", coalesce(left_on < ${today}::date, false) or state = 'disabled' as left
    from people
    where workspace_id = ${workspaceId}::uuid and role in ('owner', 'director', 'head', 'seller')
      and (${people ? [...people] : null}::uuid[] is null or id = any (${people ? [...people] : null}::uuid[]))
    order by 4, full_name collate "ru-x-icu"`.execute(tx)
  return rows
}

/** Whose a deal was at a moment, in milliseconds: before its first hand-over since. Undefined: his who has it now. */
export async function ownerAt(
  tx: Tx,
  workspaceId: string,
  dealId: string,
  at: number,
): Promise<string | null | undefined> {
  const { rows } = await sql<{ ownerId: string | null }>`
    -- Who had this deal then?
    select (changes -> 'ownerId' ->> 'from')::uuid as "ownerId" from deal_edits
    where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid and at > ${new Date(at)}::timestamptz and changes ? 'ownerId'
    order by version limit 1`.execute(tx)
  return rows[0]?.ownerId
}

export interface DepartmentChoice {
  id: string
  name: string
  parentId: string | null
}

export async function listDepartments(tx: Tx, workspaceId: string): Promise<DepartmentChoice[]> {
  const { rows } = await sql<DepartmentChoice>`
    -- Which departments are there?
    select id, name, parent_id as "parentId" from departments
    where workspace_id = ${workspaceId}::uuid and archived_at is null
    order by position, name collate "ru-x-icu"`.execute(tx)
  return rows
}
