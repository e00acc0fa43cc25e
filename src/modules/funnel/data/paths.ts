import { type RawBuilder, sql } from 'kysely'
import type { Gate, Tx } from '#core/db/gate.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import { type Cut, fromSources, ownedBy, spansOf, type Whose } from './slice.ts'

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
  /** The same period cut into whole months and the days left over. */
  cut: Cut
  strict: boolean
  /** Null: until now. */
  windowDays: number | null
  now: Date
}

const DAY_S = 86_400

/** Windows whose ends the totals of the company know; 0: without an end. */
const WINDOWS_OF_TOTALS = new Set([0, 30, 60, 90, 180])

/** The deals created in the period by how they stood when their window was over; in the strict order those that jumped stand aside. */
export async function cohortWithin(
  tx: Tx,
  whose: Whose,
  asked: Cohort,
): Promise<{ groups: CohortGroup[]; young: number }> {
  const ofCompany = whose.owners === null && whose.sources === null && WINDOWS_OF_TOTALS.has(asked.windowDays ?? 0)
  const { rows } = await sql<CohortGroup>`
    -- How far did the deals created in the period come within the window, and how did they stand at its end?
    select outcome, nullif(stage_id, nil_uuid()) as "stageId", known, sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from (${ofCompany ? windowTotals(whose, asked) : placedWithin(whose, asked, ownSpan(asked))}) placed
    group by outcome, stage_id, known having sum(n) <> 0`.execute(tx)
  return { groups: rows, young: asked.windowDays === null ? 0 : await youngDeals(tx, whose, asked) }
}

const ownSpan = ({ from, to }: Cohort) =>
  sql`(values (${from}::timestamptz, ${to}::timestamptz)) as span (start, finish)`

/** Whole months from the totals of the company, the days left over deal by deal. */
function windowTotals(whose: Whose, asked: Cohort): RawBuilder<unknown> {
  const { strict, windowDays, cut } = asked
  return sql`
    select outcome, stage_id, known, n, money from facts.company_windows
    where workspace_id = (select app_workspace()) and pipeline_id = ${whose.pipelineId}::uuid and window_days = ${windowDays ?? 0}::smallint
      and strict = ${strict}::boolean and month = any(${cut.months}::date[])
    union all ${placedWithin(whose, asked, spansOf(cut))}`
}

function placedWithin(
  { pipelineId, owners, sources }: Whose,
  { strict, windowDays }: Cohort,
  spans: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const windowS = windowDays === null ? null : windowDays * DAY_S
  return sql`
    select case when ${strict}::boolean and strict_n < reached then 'aside' else outcome end as outcome,
           coalesce(reach_stages[case when ${strict}::boolean then least(strict_n, reached) else reached end], nil_uuid()) as stage_id,
           full_history as known, 1::bigint as n, base_minor as money
    from (
      select base_minor, full_history, reach_stages, strict_n,
             case when outcome <> 'open' and (${windowS}::int is null or ended_s <= ${windowS}::int) then outcome else 'open' end as outcome,
             case when ${windowS}::int is null or cardinality(reach_s) = 0 then cardinality(reach_s) else width_bucket(${windowS}::int, reach_s) end as reached
      from ${spans} join facts.deal_paths on created_at >= start and created_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)} ${fromSources(sources)}
    ) seen`
}

/** Created so lately that their window is not over. */
async function youngDeals(
  tx: Tx,
  { pipelineId, owners, sources }: Whose,
  { from, to, windowDays, now }: Cohort,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many of the deals created in the period are younger than the window?
    select count(*)::int as n from facts.deal_paths
    where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and created_at >= ${from} and created_at < ${to}
      and created_at > ${now}::timestamptz - make_interval(secs => ${(windowDays ?? 0) * DAY_S}::int) ${ownedBy(owners)} ${fromSources(sources)}`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}
