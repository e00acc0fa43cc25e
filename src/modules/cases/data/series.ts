import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Target } from '../contract.ts'

export interface WeekCount {
  ownerId: string
  /** From the first week on, 0…; weeks begin where the first one begins. */
  week: number
  count: number
  /** Of a conversion the trials; else 0: the base is the working days. */
  trials: number
}

interface Weeks {
  start: string
  end: string
}

const KINDS: Record<Exclude<Target, 'next'>, { kind: string; column: 'n' | 'money' }> = {
  sales: { kind: 'booked', column: 'money' },
  won: { kind: 'booked', column: 'n' },
  created: { kind: 'created', column: 'n' },
  call: { kind: 'activity:call', column: 'n' },
  meeting: { kind: 'activity:meeting', column: 'n' },
}

/** What was counted of each owner week by week. Asked by the check of an effect, which sees all sellers and tells nothing of any. */
export async function weeklyCounts(
  tx: Tx,
  target: Exclude<Target, 'next'>,
  { start, end }: Weeks,
): Promise<WeekCount[]> {
  const { kind, column } = KINDS[target]
  const { rows } = await sql<WeekCount>`
    -- How much did each seller do or sell in each week?
    select owner_id as "ownerId", (day - ${start}::date) / 7 as week, sum(${sql.ref(column)})::float8 as count, 0 as trials
    from facts.day_totals
    where workspace_id = (select app_workspace()) and kind = ${kind} and day >= ${start}::date and day < ${end}::date
    group by owner_id, week`.execute(tx)
  return rows
}

/** Entries into a stage (trials) and into the next one (count), of the last stage wins; by owner and week. */
export async function weeklyConversion(
  tx: Tx,
  { pipelineId, stageId, nextStageId }: { pipelineId: string; stageId: string; nextStageId: string | null },
  { start, end }: Weeks,
  zone: string,
): Promise<WeekCount[]> {
  const stages = [stageId, ...(nextStageId ? [nextStageId] : [])]
  const { rows } = await sql<WeekCount>`
    -- How many deals of each seller entered this stage and the next one in each week?
    with entered as (
      select owner_id, stage_id, ((entered_at at time zone ${zone})::date - ${start}::date) / 7 as week, 1 as n
      from facts.stage_stays
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and stage_id = any(${stages}::uuid[]) and first and certain
        and entered_at >= (${start}::date)::timestamp at time zone ${zone} and entered_at < (${end}::date)::timestamp at time zone ${zone}
      union all
      select owner_id, null, (day - ${start}::date) / 7, n from facts.day_totals
      where ${nextStageId === null} and workspace_id = (select app_workspace()) and kind = 'closed_won' and pipeline_id = ${pipelineId}::uuid
        and day >= ${start}::date and day < ${end}::date
    )
    select coalesce(owner_id, nil_uuid()) as "ownerId", week, coalesce(sum(n) filter (where stage_id is distinct from ${stageId}::uuid), 0)::float8 as count,
           coalesce(sum(n) filter (where stage_id = ${stageId}::uuid), 0)::float8 as trials
    from entered group by 1, 2`.execute(tx)
  return rows
}
