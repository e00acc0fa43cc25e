import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface PlannedCell {
  subjectId: string
  month: Month
  amountMinor: number
}

/** Revenue plans of these months that the actor sees. */
export async function plansOf(tx: Tx, workspaceId: string, months: readonly Month[]): Promise<PlannedCell[]> {
  const { rows } = await sql<PlannedCell>`
    -- What was planned for these months?
    select subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, amount_minor as "amountMinor"
    from facts.plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = 'revenue' and month = any (${months.map((month) => `${month}-01`)}::date[])`.execute(
    tx,
  )
  return rows
}
