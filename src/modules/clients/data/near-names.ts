import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Two clients by id, the lesser first. */
export interface NearPair {
  aId: string
  bId: string
}

/** Names of so many firms, the newest, are compared letter by letter with all: the older were new once. */
const NAMES_COMPARED = 1_500

/** The firms of a workspace that were changed last, the newest first; run by the server past row level security. */
export async function newestFirms(tx: Tx, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which firms are compared by letters?
    select id from companies where workspace_id = ${workspaceId}::uuid and deleted_at is null
    order by updated_at desc limit ${NAMES_COMPARED}::int`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Firms whose names are nearly those of these firms; run by the server past row level security. Each firm costs up to a fifth of a second among a hundred thousand. */
export async function nearNames(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<NearPair[]> {
  await sql`set local pg_trgm.similarity_threshold = 0.62`.execute(tx)
  const { rows } = await sql<NearPair>`
    -- Whose names are nearly the same?
    select distinct least(n.id, c.id) as "aId", greatest(n.id, c.id) as "bId"
    from companies n cross join lateral (
      select t.id from companies t where t.workspace_id = n.workspace_id and t.deleted_at is null and t.id <> n.id and t.name % n.name limit 20) c
    where n.workspace_id = ${workspaceId}::uuid and n.id = any (${ids}::uuid[])`.execute(tx)
  return rows
}
