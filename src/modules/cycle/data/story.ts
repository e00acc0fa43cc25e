import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface LateDeal {
  id: string
  wonStageId: string
}

/** An open deal of some size that stood on its stage already before this moment: it will have been won then. */
export async function dealToWinLate(tx: Tx, workspaceId: string, before: Date): Promise<LateDeal | undefined> {
  const { rows } = await sql<LateDeal>`
    -- Which open deal could have been won before this moment?
    select d.id, (select w.id from facts.stages w where w.workspace_id = d.workspace_id and w.pipeline_id = d.pipeline_id and w.meaning = 'won' limit 1) as "wonStageId"
    from facts.deals d join facts.stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    where d.workspace_id = ${workspaceId}::uuid and d.outcome = 'open' and d.owner_id is not null and d.stage_entered_at < ${before}::timestamptz
    order by s.position desc, abs(d.base_minor - 60000000), d.id limit 1`.execute(tx)
  return rows[0]
}
