import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { CYCLE_SHARES } from '../calc/cycle.ts'
import type { ContactKind } from '../calc/profile.ts'
import type { History, PipelineStages } from '../calc/profiles.ts'

/** Of which days the history is: [start, end), whole months first. */
export interface Window {
  workspaceId: string
  start: Day
  end: Day
  /** First days of its months. */
  months: readonly Day[]
  /** First days of the last months, of which contacts are counted by stage. */
  lately: readonly Day[]
}

/** Pipelines in use with their open stages in order. */
export async function pipelinesOf(tx: Tx, workspaceId: string): Promise<PipelineStages[]> {
  const { rows } = await sql<{ pipelineId: string; name: string; stageId: string; stage: string }>`
    -- Which open stages does a deal pass in which pipeline?
    select p.id as "pipelineId", p.name, s.id as "stageId", s.name as stage
    from facts.pipelines p join facts.stages s on s.workspace_id = p.workspace_id and s.pipeline_id = p.id
    where p.workspace_id = ${workspaceId}::uuid and p.archived_at is null and s.meaning = 'open' and s.archived_at is null
    order by p.position, p.name, p.id, s.position`.execute(tx)
  return [...Map.groupBy(rows, (row) => row.pipelineId).values()].map((own) => ({
    pipelineId: own[0]?.pipelineId ?? '',
    name: own[0]?.name ?? '',
    stages: own.map(({ stageId, stage }) => ({ stageId, name: stage })),
  }))
}

/**
 * Of the deals created in the window, by seller and stage: how many left the stage and how many of them went on (from the last open stage: were
 * won). Drop-off of the funnel looked at from the other side: open deals are neither.
 */
export async function stepsOf(tx: Tx, { workspaceId, months }: Window): Promise<History['steps'][number][]> {
  const { rows } = await sql<History['steps'][number]>`
    -- How many deals left each stage, and how many of them went on?
    with place as (
      -- Whoever came to an archived stage has passed those in use before it; behind the last of them nobody has passed that one.
      select s.id as stage_id, s.pipeline_id, least(s.position, u.last) as place, u.last, s.archived_at is null as in_use
      from facts.stages s
      join (
        select pipeline_id, max(position) as last from facts.stages
        where workspace_id = ${workspaceId}::uuid and meaning = 'open' and archived_at is null group by pipeline_id
      ) u on u.pipeline_id = s.pipeline_id
      where s.workspace_id = ${workspaceId}::uuid and s.meaning = 'open'
    ), furthest as (
      select t.owner_id, t.pipeline_id, p.place,
             sum(t.n) as n, sum(t.n) filter (where t.kind = 'cohort_won') as won, sum(t.n) filter (where t.kind = 'cohort_lost') as lost
      from facts.month_totals t join place p on p.stage_id = t.stage_id
      where t.workspace_id = ${workspaceId}::uuid and t.kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
        and t.month = any (${[...months]}::date[]) and t.bucket = 0 and t.owner_id <> nil_uuid()
      group by t.owner_id, t.pipeline_id, p.place
    )
    select f.owner_id as "ownerId", p.pipeline_id as "pipelineId", p.stage_id as "stageId",
           (coalesce(sum(f.n) filter (where f.place > p.place), 0) + case when p.place = p.last then coalesce(sum(f.won) filter (where f.place = p.place), 0) else 0 end)::int as successes,
           (coalesce(sum(f.n) filter (where f.place > p.place), 0) + coalesce(sum(f.lost) filter (where f.place = p.place), 0)
             + case when p.place = p.last then coalesce(sum(f.won) filter (where f.place = p.place), 0) else 0 end)::int as n
    from furthest f join place p on p.pipeline_id = f.pipeline_id and p.in_use
    group by f.owner_id, p.pipeline_id, p.stage_id, p.place, p.last`.execute(tx)
  return rows.filter(({ n }) => n > 0)
}

/** Sold amounts by seller: wins less returns, corrections included; squares of the wins. */
export async function checksOf(tx: Tx, { workspaceId, start, end }: Window): Promise<History['checks'][number][]> {
  const { rows } = await sql<History['checks'][number]>`
    -- How large are the deals that each seller wins?
    select owner_id as "ownerId", pipeline_id as "pipelineId", sum(n)::int as n, sum(base_minor)::float8 as sum,
           coalesce(sum(base_minor::float8 * base_minor) filter (where n = 1), 0) as squares
    from facts.bookings
    where workspace_id = ${workspaceId}::uuid and day >= ${start}::date and day < ${end}::date and owner_id is not null
    group by owner_id, pipeline_id having sum(n) > 0`.execute(tx)
  return rows
}

/** Days from when a deal came to its pipeline to its win: quantiles by seller and of all. */
export async function cyclesOf(tx: Tx, { workspaceId, start, end }: Window): Promise<History['cycles'][number][]> {
  const { rows } = await sql<History['cycles'][number]>`
    -- Within how many days is a deal won?
    select owner_id as "ownerId", pipeline_id as "pipelineId", count(*)::int as n,
           percentile_cont(${[...CYCLE_SHARES]}::float8[]) within group (order by greatest(0, extract(epoch from closed_at - coalesce(came_at, created_at)) / 86400)::float8) as quantiles
    from facts.deal_reach
    where workspace_id = ${workspaceId}::uuid and closed_day >= ${start}::date and closed_day < ${end}::date and outcome = 'won'
    group by grouping sets ((owner_id, pipeline_id), (pipeline_id))
    having grouping(owner_id) = 1 or owner_id is not null`.execute(tx)
  return rows
}

/** New deals of each pipeline by the first owner, in these months: created in it, or come to it. */
export async function createdOf(
  tx: Tx,
  workspaceId: string,
  months: readonly Day[],
): Promise<History['created'][number][]> {
  const { rows } = await sql<History['created'][number]>`
    -- How many deals did each seller begin?
    select owner_id as "ownerId", pipeline_id as "pipelineId", sum(n)::int as n from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind in ('created', 'came') and month = any (${[...months]}::date[]) and owner_id <> nil_uuid()
    group by owner_id, pipeline_id having sum(n) > 0`.execute(tx)
  return rows
}

/** Mean stay on each stage, of all sellers. */
export async function staysOf(tx: Tx, { workspaceId, months }: Window): Promise<History['stays'][number][]> {
  const { rows } = await sql<History['stays'][number]>`
    -- How long does a deal stand on each stage?
    select stage_id as "stageId", (sum(money) / sum(n))::float8 as seconds from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind = 'stay' and month = any (${[...months]}::date[])
    group by stage_id having sum(n) > 0`.execute(tx)
  return rows
}

/** Deals that came to each stage lately. */
export async function enteredOf(tx: Tx, { workspaceId, lately }: Window): Promise<History['entered'][number][]> {
  const { rows } = await sql<History['entered'][number]>`
    -- How many deals came to each stage of each seller?
    select owner_id as "ownerId", pipeline_id as "pipelineId", stage_id as "stageId", sum(n)::int as n from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind = 'reached' and month = any (${[...lately]}::date[]) and owner_id <> nil_uuid()
    group by owner_id, pipeline_id, stage_id having sum(n) > 0`.execute(tx)
  return rows
}

/** Contacts with a client and a result that were made while a deal stood on a stage, lately. */
export async function contactsOnStages(
  tx: Tx,
  { workspaceId }: Window,
  { from, to }: { from: Date; to: Date },
): Promise<History['onStages'][number][]> {
  const { rows } = await sql<History['onStages'][number]>`
    -- On which stages of their deals did sellers call and meet?
    select a.owner_id as "ownerId", s.pipeline_id as "pipelineId", s.stage_id as "stageId", a.kind, count(*)::int as n
    from facts.activities a
    join facts.stage_stays s on s.workspace_id = a.workspace_id and s.deal_id = a.deal_id and not s.skipped
      and s.entered_at <= a.occurred_at and (s.left_at is null or s.left_at > a.occurred_at)
    where a.workspace_id = ${workspaceId}::uuid and a.done and a.occurred_at >= ${from} and a.occurred_at < ${to} and a.deal_id is not null
      and (a.result_id is not null or coalesce(btrim(a.result), '') <> '') and a.owner_id is not null
    group by a.owner_id, s.pipeline_id, s.stage_id, a.kind`.execute(tx)
  return rows
}

/** All contacts that count for norms, lately. */
export async function contactsOf(tx: Tx, { workspaceId, lately }: Window): Promise<History['contacts'][number][]> {
  const { rows } = await sql<{ ownerId: string; kind: ContactKind; n: number }>`
    -- How many contacts with a client and a result did each seller make?
    select owner_id as "ownerId", split_part(kind, ':', -1) as kind, sum(case when kind like 'activity:bare:%' then -n else n end)::int as n
    from facts.month_totals
    where workspace_id = ${workspaceId}::uuid and kind >= 'activity:' and kind < 'activity;' and month = any (${[...lately]}::date[])
      and owner_id <> nil_uuid()
    group by 1, 2 having sum(case when kind like 'activity:bare:%' then -n else n end) > 0`.execute(tx)
  return rows
}
