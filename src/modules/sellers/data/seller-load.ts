import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface SellerLoad {
  tasksOpen: number
  tasksOverdue: number
  /** Open deals without an open task and without a planned activity. */
  withoutStep: number
}

/** What waits for a seller now. */
export async function loadOfSeller(tx: Tx, personId: string, now: Date): Promise<SellerLoad> {
  const { rows } = await sql<SellerLoad>`
    -- How much does this seller have on his hands?
    select (select count(*) from facts.tasks where workspace_id = (select app_workspace()) and owner_id = ${personId}::uuid and state = 'open')::int as "tasksOpen",
      (select count(*) from facts.tasks where workspace_id = (select app_workspace()) and owner_id = ${personId}::uuid and state = 'open'
         and due_at < ${now}::timestamptz)::int as "tasksOverdue",
      (select count(*) from facts.deal_signs where workspace_id = (select app_workspace()) and owner_id = ${personId}::uuid and next_due_at is null)::int as "withoutStep"`.execute(
    tx,
  )
  return rows[0] ?? { tasksOpen: 0, tasksOverdue: 0, withoutStep: 0 }
}
