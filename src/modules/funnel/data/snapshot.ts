import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import type { Sum } from '../calc/counts.ts'
import { dayTotals, fromSources, ownedBy, type Whose } from './slice.ts'

/** Deals by their present stage; null where it is not known. */
export async function standingNow(tx: Tx, whose: Whose): Promise<(Sum & { stageId: string | null })[]> {
  const { rows } = await (whose.sources === null
    ? askWithKeptPlan(tx, fromTotals(whose))
    : fromDeals(whose).execute(tx))
  return rows
}

type Row = Sum & { stageId: string | null }

const fromTotals = ({ pipelineId, owners }: Whose) => sql<Row>`
  -- Where do all deals of the pipeline stand now?
  select nullif(stage_id, nil_uuid()) as "stageId", sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
  from ${dayTotals(owners)}
  where workspace_id = (select app_workspace()) and kind = 'now' and day = '1970-01-01' and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
  group by stage_id having sum(n) <> 0`

const fromDeals = ({ pipelineId, owners, sources }: Whose) => sql<Row>`
  -- Where do the deals of these sources stand now?
  select stage_id as "stageId", count(*) as n, sum(base_minor)::bigint as "amountMinor"
  from facts.deal_reach
  where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and outcome <> 'moved'
    ${ownedBy(owners)} ${fromSources(sources)}
  group by stage_id`
