import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Names of people and companies by id. */
export async function namesOfPeople(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are they called?
    select id, full_name as name from people where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
