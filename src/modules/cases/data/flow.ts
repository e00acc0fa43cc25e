import { sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { countingOf, type Cut, dayTotals, monthTotals, ownedBy, type Owners, spansOf } from '#modules/funnel/api.ts'

export interface Happened {
  kind: 'reached' | 'closed_lost' | 'win' | 'activity'
  pipelineId: string
  stageId: string
  n: number
  moneyMinor: number
}

/** Contacts that sellers make; letters and messages are too many and too alike. */
const ACTIVITIES = ['activity:call', 'activity:meeting', 'activity:demo']

/** Who came how far, what was won and how much was done in a span, by pipeline; whole months and days from totals. */
export async function happenedIn(
  tx: Tx,
  owners: Owners,
  pipelineIds: readonly string[],
  cut: Cut,
): Promise<Happened[]> {
  const { rows } = await sql<Happened>`
    -- Which stages were entered, what was won and lost, and how many contacts were there in this span?
    with happened as (
      select kind, pipeline_id, stage_id, n, 0::bigint as money
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind in ('reached', 'closed_lost')
        and month = any(${cut.months}::date[]) ${ownedBy(owners)}
      union all
      select kind, pipeline_id, stage_id, n, 0
      from ${dayTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = 'closed_lost' and day = any(${cut.days}::date[]) ${ownedBy(owners)}
      union all
      select 'reached', pipeline_id, stage_id, 1, 0
      from ${spansOf(cut)} join facts.stage_stays on entered_at >= start and entered_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = any(${pipelineIds}::uuid[]) and first and certain ${ownedBy(owners)}
      union all
      select 'activity', nil_uuid(), nil_uuid(), n, 0
      from ${monthTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = any(${ACTIVITIES}::text[]) and month = any(${cut.months}::date[]) ${ownedBy(owners)}
      union all
      select 'activity', nil_uuid(), nil_uuid(), n, 0
      from ${dayTotals(owners)}
      where workspace_id = (select app_workspace()) and kind = any(${ACTIVITIES}::text[]) and day = any(${cut.days}::date[]) ${ownedBy(owners)}
    )
    select kind, pipeline_id as "pipelineId", stage_id as "stageId", sum(n)::bigint as n, sum(money)::bigint as "moneyMinor"
    from happened group by kind, pipeline_id, stage_id having sum(n) <> 0`.execute(tx)
  return rows
}

/** Wins of a span and their money by the shares of those who sold, without returns and corrections, by pipeline; of closed months those that they were closed with, as in plan/fact. */
export async function winsIn(tx: Tx, owners: Owners, period: Period): Promise<Happened[]> {
  const { start, end } = period
  const { closed } = await countingOf(tx, period)
  const { rows } = await sql<Happened>`
    -- How many deals were won for how much, returns and corrections apart?
    select 'win' as kind, pipeline_id as "pipelineId", nil_uuid() as "stageId", sum(n)::bigint as n, sum(base_minor)::bigint as "moneyMinor"
    from (
      select pipeline_id, n, base_minor from facts.bookings
      where workspace_id = (select app_workspace()) and day >= ${start}::date and day < ${end}::date and kind = 'win' ${ownedBy(owners)}
        and date_trunc('month', day)::date <> all (${closed}::date[])
      union all
      select pipeline_id, n, base_minor from facts.closed_bookings
      where workspace_id = (select app_workspace()) and month = any (${closed}::date[]) and day >= greatest(month, ${start}::date) and day < ${end}::date
        and kind = 'win' ${ownedBy(owners)}
    ) w
    group by pipeline_id`.execute(tx)
  return rows
}

/** Contacts of a kind in whole months. */
export async function contactsIn(tx: Tx, owners: Owners, activity: 'call' | 'meeting', cut: Cut): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many contacts of this kind were there?
    select coalesce(sum(n), 0)::float8 as n from ${monthTotals(owners)}
    where workspace_id = (select app_workspace()) and kind = ${`activity:${activity}`} and month = any(${cut.months}::date[]) ${ownedBy(owners)}`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export interface StageFlow {
  ownerId: string
  entered: number
  next: number
}

/** Entries into a stage and out of it towards the next one (of the last stage: wins), by owner. */
export async function stageFlow(
  tx: Tx,
  owners: readonly string[] | null,
  { pipelineId, stageId, nextStageId }: { pipelineId: string; stageId: string; nextStageId: string | null },
  cut: Cut,
): Promise<StageFlow[]> {
  const stages = [stageId, ...(nextStageId ? [nextStageId] : [])]
  const { rows } = await sql<StageFlow>`
    -- How many deals of each seller entered this stage, and how many the next one?
    with entered as (
      select owner_id, stage_id, n from facts.month_totals
      where workspace_id = (select app_workspace()) and kind = 'reached' and month = any(${cut.months}::date[])
        and pipeline_id = ${pipelineId}::uuid and stage_id = any(${stages}::uuid[]) ${ownedBy(owners)}
      union all
      select coalesce(owner_id, nil_uuid()), stage_id, 1
      from ${spansOf(cut)} join facts.stage_stays on entered_at >= start and entered_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and stage_id = any(${stages}::uuid[]) and first and certain
        ${ownedBy(owners)}
      ${nextStageId ? sql`` : wonIn(pipelineId, owners, cut)}
    )
    select owner_id as "ownerId", coalesce(sum(n) filter (where stage_id = ${stageId}::uuid), 0)::int as entered,
           coalesce(sum(n) filter (where stage_id <> ${stageId}::uuid), 0)::int as next
    from entered group by owner_id`.execute(tx)
  return rows
}

const wonIn = (pipelineId: string, owners: readonly string[] | null, cut: Cut) => sql`
      union all
      select owner_id, nil_uuid(), n from facts.month_totals
      where workspace_id = (select app_workspace()) and kind = 'closed_won' and month = any(${cut.months}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select owner_id, nil_uuid(), n from facts.day_totals
      where workspace_id = (select app_workspace()) and kind = 'closed_won' and day = any(${cut.days}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}`

export interface StagesOf {
  id: string
  name: string
  stages: { id: string; name: string }[]
}

/** Pipelines, archived ones too, with their open stages in use in order. */
export async function pipelinesOf(tx: Tx): Promise<StagesOf[]> {
  const { rows } = await sql<StagesOf>`
    -- Which pipelines are there, and what are their open stages?
    select p.id, p.name, coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name) order by s.position, s.id) from facts.stages s
      where s.workspace_id = p.workspace_id and s.pipeline_id = p.id and s.meaning = 'open' and s.archived_at is null), '[]') as stages
    from facts.pipelines p where p.workspace_id = (select app_workspace()) order by p.position, p.id`.execute(tx)
  return rows
}
