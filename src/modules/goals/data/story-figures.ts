import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'

/** Plans of the company and its departments in the period: what the goals of the demo company aim at. */
export async function plannedIn(tx: Tx, workspaceId: string, { start, end }: Period) {
  const { rows } = await sql<{ level: string; subjectId: string; amount: number }>`
    -- What was planned for the company and its departments?
    select level, subject_id as "subjectId", sum(amount_minor)::float8 as amount from facts.plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = 'revenue' and month >= ${start}::date and month < ${end}::date and level <> 'person'
    group by level, subject_id`.execute(tx)
  return {
    planned: rows.find(({ level }) => level === 'company')?.amount ?? 0,
    plannedOf: new Map(rows.map((row) => [row.subjectId, row.amount])),
  }
}
