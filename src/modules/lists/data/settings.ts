import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface ListSettings {
  sellersExport: boolean
}

export async function readListSettings(tx: Tx, workspaceId: string): Promise<ListSettings> {
  const { rows } = await sql<ListSettings>`
    -- May sellers take lists out as files?
    select sellers_export as "sellersExport" from list_settings where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows[0] ?? { sellersExport: false }
}

export async function writeListSettings(tx: Tx, workspaceId: string, { sellersExport }: ListSettings): Promise<void> {
  await sql`
    insert into list_settings (workspace_id, sellers_export) values (${workspaceId}::uuid, ${sellersExport}::boolean)
    on conflict (workspace_id) do update set sellers_export = excluded.sellers_export`.execute(tx)
}
