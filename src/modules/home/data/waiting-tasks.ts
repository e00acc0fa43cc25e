import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Open tasks of this person that are due by the end of a day, overdue ones too. */
export async function waitingTasks(tx: Tx, workspaceId: string, personId: string, day: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many of his tasks wait for this day?
    select count(*)::int as n from facts.tasks
    where workspace_id = ${workspaceId}::uuid and owner_id = ${personId}::uuid and state = 'open' and due_on <= ${day}::date`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}
