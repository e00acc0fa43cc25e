import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

interface References {
  sourceIds?: readonly string[]
  formIds?: readonly string[]
  departmentIds?: readonly string[]
  companyIds?: readonly string[]
  contactIds?: readonly string[]
  dealIds?: readonly string[]
}

/** Which of these are not there for the actor: names of the fields. */
export async function missing(tx: Tx, workspaceId: string, given: References): Promise<(keyof References)[]> {
  const ids = (name: keyof References) => [...(given[name] ?? [])]
  const { rows } = await sql<{ field: keyof References }>`
    -- What of this does not exist here?
    select 'sourceIds' as field from unnest(${ids('sourceIds')}::uuid[]) as x (id)
      where not exists (select from sources t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id)
    union select 'formIds' from unnest(${ids('formIds')}::uuid[]) as x (id)
      where not exists (select from lead_forms t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id)
    union select 'departmentIds' from unnest(${ids('departmentIds')}::uuid[]) as x (id)
      where not exists (select from departments t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.archived_at is null)
    union select 'companyIds' from unnest(${ids('companyIds')}::uuid[]) as x (id)
      where not exists (select from companies t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id)
    union select 'contactIds' from unnest(${ids('contactIds')}::uuid[]) as x (id)
      where not exists (select from contacts t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id)
    union select 'dealIds' from unnest(${ids('dealIds')}::uuid[]) as x (id)
      where not exists (select from deals t where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.deleted_at is null)`.execute(
    tx,
  )
  return rows.map(({ field }) => field)
}
