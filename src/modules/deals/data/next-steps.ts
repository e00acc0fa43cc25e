import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { NextStep } from '../contract.ts'

/** The next step of each of these deals that has one. */
export async function nextSteps(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly string[],
): Promise<Map<string, NextStep>> {
  if (dealIds.length === 0) return new Map()
  const { rows } = await sql<Omit<NextStep, 'dueAt'> & { dealId: string; dueAt: Date }>`
    -- What is to be done next about these deals?
    select n.deal_id as "dealId", n.kind, n.record_id as id, a.kind as "activityKind", n.title, n.due_at as "dueAt"
    from facts.next_steps n
    left join facts.activities a on n.kind = 'activity' and a.workspace_id = n.workspace_id and a.id = n.record_id
    where n.workspace_id = ${workspaceId}::uuid and n.deal_id = any (${[...dealIds]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ dealId, dueAt, ...step }) => [dealId, { ...step, dueAt: dueAt.toISOString() }]))
}
