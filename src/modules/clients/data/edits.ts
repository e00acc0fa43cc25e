import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Changes } from '../calc/changes.ts'
import type { ClientKind } from '../contract.ts'

export interface Edit {
  id: string
  /** The version that the change has made. */
  version: number
  changes: Changes
}

export interface EditOrigin {
  actorId: string | null
  /** ui, api, import, demo. */
  source: string
}

/** Writes down what was changed on clients. */
export async function insertEdits(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  edits: readonly Edit[],
  { actorId, source }: EditOrigin,
): Promise<void> {
  if (edits.length === 0) return
  await sql`
    insert into ${sql.table(`${kind}_edits`)} (workspace_id, ${sql.ref(`${kind}_id`)}, version, actor_id, source, changes)
    select ${workspaceId}::uuid, x.id, x.version, ${actorId}::uuid, ${source}, x.changes
    from jsonb_to_recordset(${JSON.stringify(edits)}::jsonb) as x (id uuid, version int, changes jsonb)`.execute(tx)
}

export interface PastEdit {
  version: number
  fields: string[]
  by: string | null
  at: Date
}

/** What people have changed on a client since a version, the last first. */
export async function editsSince(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  { id, version }: { id: string; version: number },
): Promise<PastEdit[]> {
  const { rows } = await sql<PastEdit>`
    -- Which fields were changed since then, by whom and when?
    select e.version, array(select jsonb_object_keys(e.changes)) as fields, p.full_name as by, e.at
    from ${sql.table(`${kind}_edits`)} e left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
    where e.workspace_id = ${workspaceId}::uuid and e.${sql.ref(`${kind}_id`)} = ${id}::uuid and e.version > ${version}::int
    order by e.version desc limit 200`.execute(tx)
  return rows
}
