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

/** Where a new deal begins: the first open stage of the first pipeline in use. */
export async function firstOpenStage(tx: Tx, workspaceId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    -- On which stage does a deal begin?
    select s.id from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = ${workspaceId}::uuid and s.meaning = 'open' and s.archived_at is null and p.archived_at is null
    order by p.position, p.id, s.position limit 1`.execute(tx)
  return rows[0]?.id
}
