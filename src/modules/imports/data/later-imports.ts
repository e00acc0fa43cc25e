import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** The newest import that stands and has changed what another one before it had made or changed; taken back, that one would take its values away. */
export async function laterImport(
  tx: Tx,
  workspaceId: string,
  importId: string,
): Promise<{ id: string; fileName: string } | undefined> {
  const at = sql`workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`
  const { rows } = await sql<{ id: string; fileName: string }>`
    -- Which later import stands upon this one?
    with own as (
      select entity_id as id from import_rows where ${at} and action in ('create', 'update') and entity_id is not null
      union all select id from deals where ${at}
      union all select id from companies where ${at}
      union all select id from contacts where ${at}
      union all select id from spend where ${at}
      union all
      select x.id::uuid from imports i, jsonb_each(i.made) m(kind, list), jsonb_array_elements_text(m.list) x(id)
      where i.workspace_id = ${workspaceId}::uuid and i.id = ${importId}::uuid
    )
    select b.id, b.file_name as "fileName"
    from imports a join imports b on b.workspace_id = a.workspace_id and b.id <> a.id and b.status in ('done', 'reverting') and b.finished_at >= a.finished_at
    where a.workspace_id = ${workspaceId}::uuid and a.id = ${importId}::uuid
      and exists (
        select from import_rows r
        where r.workspace_id = b.workspace_id and r.import_id = b.id and r.action = 'update' and r.before is not null and r.entity_id in (select id from own))
    order by b.finished_at desc limit 1`.execute(tx)
  return rows[0]
}
