import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Happening } from '../calc/happened.ts'
import { type Cut, dayTotals, fromSources, monthTotals, ownedBy, spansOf, type Whose } from './slice.ts'

/** Deals created, stages entered for the first time, deals won and lost within the period. */
export async function happenings(tx: Tx, whose: Whose, cut: Cut): Promise<Happening[]> {
  const { pipelineId, owners, sources } = whose
  const { rows } = await sql<Happening>`
    -- What happened in the period: who came, which stages were entered, what was won and lost?
    with happened as (
      select kind, stage_id, n, money
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind in ('created', 'reached', 'closed_won', 'closed_lost')
        and month = any(${cut.months}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select kind, stage_id, n, money
      from ${dayTotals(owners)}
      where workspace_id = (select app_workspace()) and kind in ('created', 'closed_won', 'closed_lost')
        and day = any(${cut.days}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select 'reached', stage_id, 1, 0
      from ${spansOf(cut)} join facts.stage_stays on entered_at >= start and entered_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and first and certain
        ${ownedBy(owners)} ${fromSources(sources)}
      ${sources === null ? sql`` : createdAndClosed(whose, cut)}
    )
    select kind, nullif(stage_id, nil_uuid()) as "stageId", sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from happened group by kind, stage_id having sum(n) <> 0`.execute(tx)
  return rows
}

/** By source there are no totals: the same from the deals. A deal counts as created by whoever had it first. */
const createdAndClosed = ({ pipelineId, owners, sources }: Whose, cut: Cut) => sql`
  union all
  select 'created', nil_uuid(), 1, base_minor
  from ${spansOf(cut)} join facts.deal_reach on created_at >= start and created_at < finish
  where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners, 'first_owner_id')} ${fromSources(sources)}
  union all
  select 'closed_' || outcome, coalesce(furthest_stage_id, nil_uuid()), 1, base_minor
  from ${spansOf(cut)} join facts.deal_reach on closed_day >= first_day and closed_day < end_day
  where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)} ${fromSources(sources)}`
