import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import { type Cut, fromSources, monthTotals, ownedBy, spansOf, type Whose } from './slice.ts'

/** The deals created in the period, grouped by outcome and by how far they came until now. */
export async function cohortGroups(tx: Tx, { pipelineId, owners, sources }: Whose, cut: Cut): Promise<CohortGroup[]> {
  const byDeal = sql`
      union all
      select outcome, coalesce(furthest_stage_id, nil_uuid()), full_history, 1, base_minor
      from ${spansOf(cut)} join facts.deal_reach on created_at >= start and created_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)} ${fromSources(sources)}`
  const asked = sql<CohortGroup>`
    -- How far did the deals created in the period come, and how did they end?
    with cohort as (
      select substr(kind, length('cohort_') + 1) as outcome, stage_id, bucket = 0 as known, n, money
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
        and month = any(${cut.months}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      ${cut.spans.length > 0 ? byDeal : sql``}
    )
    select outcome, nullif(stage_id, nil_uuid()) as "stageId", known, sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from cohort group by outcome, stage_id, known having sum(n) <> 0`
  // Totals are read in one way whatever is asked; deals are not.
  const { rows } = await (cut.spans.length > 0 ? asked.execute(tx) : askWithKeptPlan(tx, asked))
  return rows
}
