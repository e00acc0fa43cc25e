import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Mapping } from '../calc/mapping.ts'
import type { Kind } from '../calc/targets.ts'

export interface SavedMapping {
  id: string
  kind: Kind
  name: string
  columns: number
  createdAt: Date
}

export async function listMappings(tx: Tx): Promise<SavedMapping[]> {
  const { rows } = await sql<SavedMapping>`
    select id, kind, name, cardinality(headers) as columns, created_at as "createdAt" from import_mappings order by kind, name`.execute(
    tx,
  )
  return rows
}

/** The newest mapping that was saved for a file with exactly these headers. */
export async function mappingFor(
  tx: Tx,
  headers: readonly string[],
  kind: Kind | null,
): Promise<{ kind: Kind; name: string; mapping: Mapping } | null> {
  const { rows } = await sql<{ kind: Kind; name: string; mapping: Mapping }>`
    select kind, name, mapping from import_mappings
    where headers = ${[...headers]}::text[] and (${kind}::text is null or kind = ${kind}) order by created_at desc limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** Keeps a mapping under a name; the same name is overwritten. */
export async function saveMapping(
  tx: Tx,
  row: {
    workspaceId: string
    kind: Kind
    name: string
    headers: readonly string[]
    mapping: Mapping
    createdBy: string
  },
): Promise<void> {
  await sql`
    insert into import_mappings (workspace_id, kind, name, headers, mapping, created_by)
    values (${row.workspaceId}::uuid, ${row.kind}, ${row.name}, ${[...row.headers]}::text[], ${JSON.stringify(row.mapping)}::jsonb, ${row.createdBy}::uuid)
    on conflict (workspace_id, kind, name) do update
      set headers = excluded.headers, mapping = excluded.mapping, created_by = excluded.created_by, created_at = now()`.execute(
    tx,
  )
}

export async function deleteMapping(tx: Tx, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom('import_mappings').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
