import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

export interface LostGroup {
  stageId: string | null
  reasonId: string | null
  reasonName: string | null
  n: number
  amountMinor: number
}

/** Why the deals created in the period were lost, by the furthest stage that they came to. */
export async function lostReasons(
  tx: Tx,
  { pipelineId, owners, sources }: Whose,
  { from, to }: { from: Date; to: Date },
): Promise<LostGroup[]> {
  const { rows } = await sql<LostGroup>`
    -- For what reasons were the deals of the cohort lost, and on which stage?
    with lost as (
      select furthest_stage_id, loss_reason_id, count(*) as n, sum(base_minor)::bigint as money
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and outcome = 'lost' and pipeline_id = ${pipelineId}::uuid
        and created_at >= ${from} and created_at < ${to} ${ownedBy(owners)} ${fromSources(sources)}
      group by furthest_stage_id, loss_reason_id
    )
    select l.furthest_stage_id as "stageId", l.loss_reason_id as "reasonId", r.name as "reasonName", l.n, l.money as "amountMinor"
    from lost l left join facts.loss_reasons r on r.workspace_id = (select app_workspace()) and r.id = l.loss_reason_id
    order by l.n desc, l.loss_reason_id`.execute(tx)
  return rows
}
