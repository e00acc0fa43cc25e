import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { OpenDeals, Outcome } from '../calc/forecast.ts'

export interface OpenOfOwner extends OpenDeals {
  ownerId: string
}

/** Open deals whose expected close date lies in the period, by owner and stage. */
export async function openExpected(tx: Tx, workspaceId: string, { start, end }: Period): Promise<OpenOfOwner[]> {
  const { rows } = await sql<OpenOfOwner>`
    -- What is expected to close in this period, by whom, on which stage?
    select coalesce(owner_id, nil_uuid()) as "ownerId", stage_id as "stageId", count(*)::int as n, sum(base_minor)::bigint as amount,
           sum(base_minor::float8 * base_minor::float8) as squares
    from facts.deal_signs
    where workspace_id = ${workspaceId}::uuid and expected_close_on >= ${start}::date and expected_close_on < ${end}::date
    group by 1, 2`.execute(tx)
  return rows
}

/** How the company's deals of these months ended, by the furthest stage that they had reached; and its stages. */
export async function outcomesByStage(tx: Tx, { from, to }: { from: Month; to: Month }) {
  const { rows } = await sql<{ pipelineId: string; stageId: string; won: number | null; lost: number | null }>`
    -- How did deals end that had come so far?
    select pipeline_id as "pipelineId", stage_id as "stageId", won, lost
    from company_outcomes(${`${from}-01`}::date, ${`${to}-01`}::date)`.execute(tx)
  const stages = await sql<{ id: string; pipelineId: string; position: number }>`
    -- Which stages are there, in which order?
    select id, pipeline_id as "pipelineId", position from facts.stages where meaning = 'open'`.execute(tx)
  const outcomes = rows.flatMap(({ pipelineId, stageId, won, lost }): Outcome[] => [
    { pipelineId, stageId, kind: 'closed_won', n: won ?? 0 },
    { pipelineId, stageId, kind: 'closed_lost', n: lost ?? 0 },
  ])
  return { outcomes, stages: stages.rows }
}
