import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Before an import changed it: what it was, and its version afterwards. */
export interface SpendBefore {
  amountMinor: number
  baseMinor: number
  version: number
}

/** Takes back what an import made; rows that people have changed since stay unless forced. */
export async function removeImportedSpend(
  tx: Tx,
  workspaceId: string,
  importId: string,
  force: boolean,
): Promise<{ removed: number; kept: number }> {
  const gone = await sql`
    delete from spend where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid and (${force} or version = 1)`.execute(
    tx,
  )
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from spend where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`.execute(
    tx,
  )
  return { removed: Number(gone.numAffectedRows ?? 0n), kept: rows[0]?.n ?? 0 }
}

/** Gives rows that an import changed their former amounts, unless people have changed them since. */
export async function restoreSpend(
  tx: Tx,
  workspaceId: string,
  rows: readonly { entityId: string; before: SpendBefore }[],
  force: boolean,
): Promise<number> {
  if (rows.length === 0) return 0
  const given = rows.map(({ entityId: id, before }) => ({ id, ...before }))
  const done = await sql`
    update spend s set amount_minor = x."amountMinor", base_minor = x."baseMinor", version = s.version + 1, recorded_at = now()
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x (id uuid, "amountMinor" bigint, "baseMinor" bigint, version int)
    where s.workspace_id = ${workspaceId}::uuid and s.id = x.id and (${force} or s.version = x.version)`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}
