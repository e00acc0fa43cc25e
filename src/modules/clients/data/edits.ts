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
