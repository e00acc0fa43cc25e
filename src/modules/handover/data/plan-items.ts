import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Remembers what a hand-over has made of the plan, as one item that is done already. */
export async function insertPlanItem(
  tx: Tx,
  workspaceId: string,
  handoverId: string,
  fromId: string,
  cells: readonly object[],
): Promise<void> {
  await sql`
    insert into handover_items (workspace_id, handover_id, kind, record_id, to_id, state, details)
    values (${workspaceId}::uuid, ${handoverId}::uuid, 'plan', ${fromId}::uuid, ${fromId}::uuid, 'moved', ${JSON.stringify({ cells })}::jsonb)`.execute(
    tx,
  )
}
