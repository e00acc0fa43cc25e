import { sql } from 'kysely'
import type { Gate, Tx } from '#core/db/gate.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import { fromSources, ownedBy, type Whose } from './slice.ts'

/** So many are made anew before an answer; more are left to the background, and the answer says how many. */
const BEFORE_AN_ANSWER = 1_000
/** So many the background makes in one portion. */
export const AT_ONCE = 5_000

/** Makes the ways of deals that have just changed, so that the next answer knows them. Gives how many still wait. */
export async function freshPaths(gate: Gate, workspaceId: string): Promise<number> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ waiting: number }>`
      -- How many deals wait for their way to be made anew, apart from those made now?
      with made as materialized (select fold_paths(${workspaceId}::uuid, ${BEFORE_AN_ANSWER}::int) as n)
      select greatest((select count(*) from (select from funnel_queue where workspace_id = ${workspaceId}::uuid limit 100000) q) - n, 0)::int as waiting
      from made`.execute(tx)
    return rows[0]?.waiting ?? 0
  })
}

/** Makes one portion of every company's ways; gives how many. */
export async function foldPaths(gate: Gate): Promise<number> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ folded: number }>`
      -- How many deals of all companies got their way made anew?
      select coalesce(sum(fold_paths(workspace_id, ${AT_ONCE}::int)), 0)::int as folded
      from (select distinct workspace_id from funnel_queue) waiting`.execute(tx)
    return rows[0]?.folded ?? 0
  })
}

interface Cohort {
  from: Date
  to: Date
  strict: boolean
  /** Null: until now. */
  windowDays: number | null
  now: Date
}

const DAY_S = 86_400

/** The deals created in the period by how they stood when their window was over; in the strict order those that jumped stand aside. */
export async function cohortWithin(
  tx: Tx,
  { pipelineId, owners, sources }: Whose,
  { from, to, strict, windowDays, now }: Cohort,
): Promise<{ groups: CohortGroup[]; young: number }> {
  const windowS = windowDays === null ? null : windowDays * DAY_S
  const { rows } = await sql<CohortGroup & { young: number }>`
    -- How far did the deals created in the period come within the window, and how did they stand at its end?
    with seen as (
      select base_minor, full_history, reach_stages, strict_n, created_at,
             case when outcome <> 'open' and (${windowS}::int is null or ended_s <= ${windowS}::int) then outcome else 'open' end as outcome,
             case when ${windowS}::int is null or cardinality(reach_s) = 0 then cardinality(reach_s) else width_bucket(${windowS}::int, reach_s) end as reached
      from facts.deal_paths
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and created_at >= ${from} and created_at < ${to}
        ${ownedBy(owners)} ${fromSources(sources)}
    ), placed as (
      select case when ${strict}::boolean and strict_n < reached then 'aside' else outcome end as outcome,
             reach_stages[case when ${strict}::boolean then least(strict_n, reached) else reached end] as stage_id,
             full_history as known, base_minor, created_at
      from seen
    )
    select outcome, stage_id as "stageId", known, count(*) as n, sum(base_minor)::bigint as "amountMinor",
           count(*) filter (where ${windowS}::int is not null and created_at > ${now}::timestamptz - make_interval(secs => ${windowS ?? 0}::int))::int as young
    from placed group by outcome, stage_id, known`.execute(tx)
  return { groups: rows, young: rows.reduce((sum, row) => sum + row.young, 0) }
}
