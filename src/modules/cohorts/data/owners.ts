import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface Member {
  id: string
  name: string
  departmentId: string | null
}

/** People in sight with their departments, those who have left too. */
export async function membersInSight(tx: Tx): Promise<Member[]> {
  const { rows } = await sql<Member>`
    -- Who is in sight, and of which department?
    select id, full_name as name, department_id as "departmentId" from facts.people
    where workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or id = any ((select app_people())::uuid[]))`.execute(
    tx,
  )
  return rows
}

export interface Named {
  id: string
  name: string
  parentId?: string | null
}

export async function departmentTree(tx: Tx): Promise<Named[]> {
  const { rows } = await sql<Named>`
    -- Which departments are there?
    select id, name, parent_id as "parentId" from facts.departments where workspace_id = (select app_workspace())`.execute(
    tx,
  )
  return rows
}

export async function namesOfSources(tx: Tx): Promise<Map<string, string>> {
  const { rows } = await sql<Named>`
    -- What are the sources called?
    select id, name from facts.sources where workspace_id = (select app_workspace())`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export async function isPipeline(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    -- Is there such a pipeline?
    select from facts.pipelines where workspace_id = (select app_workspace()) and id = ${id}::uuid`.execute(tx)
  return rows.length > 0
}
