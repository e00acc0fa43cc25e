import { sql } from 'kysely'
import type { Day, Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

/** What a plan was set at: the three tiers as they are now, and the target as it was approved. */
export const planLayers = ['target', 'minimum', 'challenge', 'approved'] as const
export type PlanLayer = (typeof planLayers)[number]

export interface PlannedCell {
  layer: PlanLayer
  subjectId: string
  month: Month
  amountMinor: number
  /** Of what was approved. */
  versionId: string | null
}

/** Plans of these months that the actor sees, all layers. */
export async function plansOf(
  tx: Tx,
  workspaceId: string,
  metric: string,
  months: readonly Month[],
): Promise<PlannedCell[]> {
  const days = months.map((month) => `${month}-01`)
  const { rows } = await sql<PlannedCell>`
    -- What was planned and approved for these months?
    select tier as layer, subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, amount_minor as "amountMinor", null::uuid as "versionId"
    from facts.plan_parts
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${days}::date[]) and cut = 'all'
    union all
    select 'approved', subject_id, to_char(month, 'YYYY-MM'), amount_minor, version_id
    from facts.plan_approved
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = any (${days}::date[]) and tier = 'target' and cut = 'all'`.execute(
    tx,
  )
  return rows
}

/** Weights of the days that versions were approved with. */
export async function approvedDays(
  tx: Tx,
  workspaceId: string,
  versionIds: readonly string[],
): Promise<{ versionId: string; month: Month; weights: number[] }[]> {
  if (versionIds.length === 0) return []
  const { rows } = await sql<{ versionId: string; month: Month; weights: number[] }>`
    -- With which working days were these plans approved?
    select version_id as "versionId", to_char(month, 'YYYY-MM') as month, weights
    from facts.plan_version_days where workspace_id = ${workspaceId}::uuid and version_id = any (${[...versionIds]}::uuid[])`.execute(
    tx,
  )
  return rows
}

export interface Absence {
  personId: string
  fromOn: Day
  /** The last day itself. */
  toOn: Day
}

/** Approved absences that touch these days. */
export async function absencesIn(
  tx: Tx,
  workspaceId: string,
  { start, end }: { start: Day; end: Day },
): Promise<Absence[]> {
  const { rows } = await sql<Absence>`
    -- Who is away on these days?
    select person_id as "personId", from_on as "fromOn", to_on as "toOn"
    from facts.absences
    where workspace_id = ${workspaceId}::uuid and state = 'approved' and from_on < ${end}::date and to_on >= ${start}::date`.execute(
    tx,
  )
  return rows
}
