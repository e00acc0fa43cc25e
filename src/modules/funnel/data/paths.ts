import { setTimeout as sleep } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import { keptWindows, type PersonSpan, spanRows } from './person-months.ts'
import { type Cut, fromSources, ownedBy, spansOf, type Whose } from './slice.ts'

/** So many are made anew before an answer, some hundredths of a second; more are left to the background, and the answer says how many. */
const BEFORE_AN_ANSWER = 200
/** So many the background makes in one portion; of many that wait a tenth, since each portion looks through them for its own. */
export const AT_ONCE = 200
const AT_MOST = 5_000

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

const BEFORE_A_FILE_MS = 5_000

/** The same for a file, which has no place to say that deals wait: all of them, or what can be made in five seconds. */
export async function freshPathsOfAll(gate: Gate, workspaceId: string): Promise<void> {
  const until = performance.now() + BEFORE_A_FILE_MS
  // The background may be at a portion just now; its lock is free again in some hundredths of a second.
  while ((await freshPaths(gate, workspaceId)) > 0 && performance.now() < until) await sleep(5)
}

/** Makes one portion of every company's ways; gives how many. */
export async function foldPaths(gate: Gate): Promise<number> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ folded: number }>`
      -- How many deals of all companies got their way made anew?
      select coalesce(sum(fold_paths(workspace_id, greatest(${AT_ONCE}::int, n / 10))), 0)::int as folded
      from (
        select workspace_id, count(*)::int as n from (select workspace_id from funnel_queue limit ${AT_MOST * 10}::int) q group by workspace_id
      ) waiting`.execute(tx)
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
  zone: TimeZone
}

const DAY_S = 86_400

/** Windows whose ends the totals know, in the order in which months of people have them; without an end the totals of all deals answer for skips. */
const WINDOWS: readonly { days: number; strict: boolean }[] = [
  { days: 0, strict: true },
  ...[30, 60, 90, 180].flatMap((days) => [
    { days, strict: false },
    { days, strict: true },
  ]),
]

/** The deals created in the period by how they stood when their window was over; in the strict order those that jumped stand aside. */
export async function cohortWithin(
  tx: Tx,
  whose: Whose,
  asked: Cohort,
): Promise<{ groups: CohortGroup[]; young: number }> {
  const { owners, sources } = whose
  const place = 1 + WINDOWS.findIndex(({ days, strict }) => days === (asked.windowDays ?? 0) && strict === asked.strict)
  const isTotalled = sources === null && owners !== 'nobody' && place > 0
  const isOfPeople = isTotalled && owners !== null
  const deals = () => (isTotalled ? windowTotals(whose, asked) : placedWithin(whose, asked, ownSpan(asked)))
  const [groups, young] = await Promise.all([
    isOfPeople ? ofPeople(tx, { ...whose, owners }, asked, place) : placed(tx, deals()),
    asked.windowDays === null ? 0 : youngDeals(tx, whose, asked),
  ])
  return { groups, young }
}

async function placed(tx: Tx, deals: RawBuilder<unknown>): Promise<CohortGroup[]> {
  const { rows } = await sql<CohortGroup>`
    -- How far did the deals created in the period come within the window, and how did they stand at its end?
    select outcome, nullif(stage_id, nil_uuid()) as "stageId", known, sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from (${deals}) placed
    group by outcome, stage_id, known having sum(n) <> 0`.execute(tx)
  return rows
}

/** Months of people that stand in their rows, the others deal by deal. Groups of both are told apart by nobody. */
async function ofPeople(
  tx: Tx,
  whose: Whose & { owners: readonly string[] },
  asked: Cohort,
  place: number,
): Promise<CohortGroup[]> {
  const { groups, spans } = await keptWindows(tx, whose.owners, { ...asked, pipelineId: whose.pipelineId, place })
  return spans.length === 0 ? groups : [...groups, ...(await placed(tx, placedOfPeople(whose, asked, spans)))]
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

function placedWithin(whose: Whose, asked: Cohort, spans: RawBuilder<unknown>): RawBuilder<unknown> {
  const { pipelineId, owners, sources } = whose
  return placedDeals(
    asked,
    sql`${spans} join facts.deal_paths on created_at >= start and created_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)} ${fromSources(sources)}`,
  )
}

const placedOfPeople = ({ pipelineId }: Whose, asked: Cohort, spans: readonly PersonSpan[]) =>
  placedDeals(
    asked,
    sql`${spanRows(spans)} join facts.deal_paths d on d.owner_id = span.owner_id and d.created_at >= span.start and d.created_at < span.finish
      where d.workspace_id = (select app_workspace()) and d.pipeline_id = ${pipelineId}::uuid`,
  )

function placedDeals({ strict, windowDays }: Cohort, deals: RawBuilder<unknown>): RawBuilder<unknown> {
  const windowS = windowDays === null ? null : windowDays * DAY_S
  return sql`
    select case when ${strict}::boolean and strict_n < reached then 'aside' else outcome end as outcome,
           coalesce(reach_stages[case when ${strict}::boolean then least(strict_n, reached) else reached end], nil_uuid()) as stage_id,
           full_history as known, 1::bigint as n, base_minor as money
    from (
      select base_minor, full_history, reach_stages, strict_n,
             case when outcome <> 'open' and (${windowS}::int is null or ended_s <= ${windowS}::int) then outcome else 'open' end as outcome,
             case when ${windowS}::int is null or cardinality(reach_s) = 0 then cardinality(reach_s) else width_bucket(${windowS}::int, reach_s) end as reached
      from ${deals}
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
