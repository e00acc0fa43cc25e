import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Which activities of another system are here already, by their ids there; those of people whom the actor does not see are missing. */
export async function activitiesByExternalId(
  tx: Tx,
  workspaceId: string,
  system: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; externalId: string }>`
    -- Which of these contacts of another system are here already?
    select id, external_id as "externalId" from activities
    where workspace_id = ${workspaceId}::uuid and external_source = ${system} and external_id = any (${[...externalIds]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, externalId }) => [externalId, id]))
}

/**
 * Removes for good what an import has brought, as if it had never been; what somebody has changed since stays, unless by force. The database takes
 * the removed out of the totals.
 */
export async function removeImportedActivities(
  tx: Tx,
  workspaceId: string,
  importId: string,
  force: boolean,
): Promise<{ removed: number; kept: number }> {
  const { rows } = await sql<{ n: number }>`
    -- The revert of an import takes its own contacts only.
    with gone as (
      delete from activities a where a.workspace_id = ${workspaceId}::uuid and a.import_id = ${importId}::uuid
        and (${force}::boolean or not exists (select from activity_edits e where e.workspace_id = a.workspace_id and e.activity_id = a.id))
      returning 1
    )
    select count(*)::int as n from gone`.execute(tx)
  const left = await sql<{ n: number }>`
    -- What of it stays?
    select count(*)::int as n from activities where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`.execute(
    tx,
  )
  return { removed: rows[0]?.n ?? 0, kept: left.rows[0]?.n ?? 0 }
}
