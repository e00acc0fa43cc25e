import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { MonthOfPlan } from '../calc/hand-plan.ts'

/** The plan of these people from a month on. */
export async function planOf(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  fromMonth: string,
): Promise<MonthOfPlan[]> {
  const { rows } = await sql<MonthOfPlan>`
    -- What is planned for these people?
    select to_char(month, 'YYYY-MM') as month, subject_id as "personId", amount_minor as "amountMinor", version
    from plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = 'revenue' and tier = 'target' and cut = 'all' and level = 'person' and owner_id = any (${[...personIds]}::uuid[])
      and month >= ${fromMonth}::date
    order by month, subject_id`.execute(tx)
  return rows
}
