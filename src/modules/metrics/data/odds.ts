import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { onceIn } from '#core/db/read-once.ts'

/** Closed deals of the company by how far they came. */
export interface OutcomesOfStage {
  pipelineId: string
  stageId: string
  won: number
  lost: number
}

/** How deals of the whole company ended between two first days of months: odds of a stage must not depend on who asks. */
export async function companyOutcomes(tx: Tx, from: Day, to: Day): Promise<OutcomesOfStage[]> {
  const { rows } = await sql<OutcomesOfStage>`
    -- How did deals that came as far as each stage end?
    select pipeline_id as "pipelineId", stage_id as "stageId", coalesce(won, 0)::int as won, coalesce(lost, 0)::int as lost
    from company_outcomes(${from}::date, ${to}::date)`.execute(tx)
  return rows
}

export interface StageOfAll {
  id: string
  pipelineId: string
  name: string
  meaning: 'open' | 'won' | 'lost'
  archived: boolean
}

/** Stages of all pipelines in their order. */
export function allStages(tx: Tx): Promise<readonly StageOfAll[]> {
  return onceIn(tx, 'stages of all pipelines', () => readStages(tx))
}

async function readStages(tx: Tx): Promise<StageOfAll[]> {
  const { rows } = await sql<StageOfAll>`
    -- Which pipelines and stages are there?
    select s.id, s.pipeline_id as "pipelineId", s.name, s.meaning, s.archived_at is not null as archived
    from facts.stages s join facts.pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = (select app_workspace())
    order by p.position, p.id, s.position, s.id`.execute(tx)
  return rows
}
