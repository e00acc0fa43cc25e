import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Cut, PlanMetric, Tier } from '../calc/plan-metrics.ts'
import type { PlanLevel } from '../calc/subjects.ts'

export interface StoredVersion {
  id: string
  metric: PlanMetric
  level: PlanLevel
  subjectId: string
  fromMonth: Month
  toMonth: Month
  number: number
  state: 'proposed' | 'approved' | 'returned' | 'withdrawn'
  amountMinor: number | null
  reason: string
  proposerId: string
  proposedBy: string | null
  proposedAt: Date
  decidedBy: string | null
  decidedAt: Date | null
  decisionNote: string | null
  version: number
}

interface Wanted {
  workspaceId: string
  id?: string | undefined
  metric?: string | undefined
  subjectId?: string | undefined
  /** Those that touch these months. */
  months?: { from: string; to: string } | undefined
  lock?: boolean
}

/** Versions in the actor's sight, newest first. */
export async function versionsOf(tx: Tx, { workspaceId, id, metric, subjectId, months, lock }: Wanted) {
  const { rows } = await sql<StoredVersion>`
    -- Which plans were proposed, by whom, and what became of them?
    select v.id, v.metric, v.level, v.subject_id as "subjectId", to_char(v.from_month, 'YYYY-MM') as "fromMonth",
           to_char(v.to_month, 'YYYY-MM') as "toMonth", v.number, v.state, v.amount_minor as "amountMinor", v.reason, v.proposed_by as "proposerId",
           (select full_name from facts.people p where p.workspace_id = v.workspace_id and p.id = v.proposed_by) as "proposedBy",
           v.proposed_at as "proposedAt",
           (select full_name from facts.people p where p.workspace_id = v.workspace_id and p.id = v.decided_by) as "decidedBy",
           v.decided_at as "decidedAt", v.decision_note as "decisionNote", v.version
    from plan_versions v
    where v.workspace_id = ${workspaceId}::uuid and (${id ?? null}::uuid is null or v.id = ${id ?? null}::uuid)
      and (${metric ?? null}::text is null or v.metric = ${metric ?? null}::text)
      and (${subjectId ?? null}::uuid is null or v.subject_id = ${subjectId ?? null}::uuid)
      and v.from_month <= ${`${months?.to ?? '2099-12'}-01`}::date and v.to_month >= ${`${months?.from ?? '2000-01'}-01`}::date
    order by v.proposed_at desc, v.id desc
    limit 200
    ${lock ? sql`for update of v` : sql``}`.execute(tx)
  return rows
}

interface NewVersion {
  workspaceId: string
  metric: string
  level: PlanLevel
  subjectId: string
  fromMonth: string
  toMonth: string
  amountMinor: number | null
  reason: string
  personId: string
  /** The subject and all below it. */
  subjectIds: readonly string[]
  days: readonly { month: Month; weights: readonly number[] }[]
}

/** Keeps the present plan of these subjects as a version; gives its id. Proposals of one subject stand in a row: the number is the next one. */
export async function insertVersion(tx: Tx, one: NewVersion): Promise<string> {
  const { workspaceId } = one
  await sql`select pg_advisory_xact_lock(hashtext(${`plan_versions ${workspaceId} ${one.subjectId} ${one.metric}`}))`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`
    -- A plan is proposed.
    insert into plan_versions (workspace_id, metric, level, subject_id, owner_id, department_id, from_month, to_month, number, amount_minor, reason, proposed_by)
    select ${workspaceId}::uuid, ${one.metric}, ${one.level}, ${one.subjectId}::uuid,
           case when ${one.level} = 'person' then ${one.subjectId}::uuid end, case when ${one.level} = 'department' then ${one.subjectId}::uuid end,
           ${`${one.fromMonth}-01`}::date, ${`${one.toMonth}-01`}::date,
           coalesce((select max(number) from plan_versions where workspace_id = ${workspaceId}::uuid and metric = ${one.metric}
             and subject_id = ${one.subjectId}::uuid), 0) + 1,
           ${one.amountMinor}::bigint, ${one.reason}, ${one.personId}::uuid
    returning id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await sql`
    -- Its cells, of every tier and cut.
    insert into plan_version_cells (workspace_id, version_id, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor)
    select workspace_id, ${id}::uuid, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor
    from plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = ${one.metric} and amount_minor is not null
      and month between ${`${one.fromMonth}-01`}::date and ${`${one.toMonth}-01`}::date and subject_id = any (${[...one.subjectIds]}::uuid[])`.execute(
    tx,
  )
  await sql`
    -- The working days that it was made with.
    insert into plan_version_days (workspace_id, version_id, month, weights)
    select ${workspaceId}::uuid, ${id}::uuid, (x.month || '-01')::date, x.weights
    from jsonb_to_recordset(${JSON.stringify(one.days)}::jsonb) as x (month text, weights int[])`.execute(tx)
  return id
}

/** Ends a proposal. */
export async function decideVersion(
  tx: Tx,
  workspaceId: string,
  one: { id: string; state: 'approved' | 'returned' | 'withdrawn'; personId: string; note: string | undefined },
): Promise<void> {
  await sql`
    -- What was decided of this plan, by whom?
    update plan_versions set state = ${one.state}, decided_by = ${one.personId}::uuid, decided_at = now(), decision_note = ${one.note ?? null},
      version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${one.id}::uuid`.execute(tx)
}

export interface VersionCell {
  level: PlanLevel
  subjectId: string
  month: Month
  tier: Tier
  cut: Cut
  cutKey: string
  amountMinor: number
}

/** The cells of a version that the actor sees. */
export async function versionCells(tx: Tx, workspaceId: string, id: string): Promise<VersionCell[]> {
  const { rows } = await sql<VersionCell>`
    -- What was proposed?
    select level, subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, tier, cut, cut_key as "cutKey", amount_minor as "amountMinor"
    from plan_version_cells where workspace_id = ${workspaceId}::uuid and version_id = ${id}::uuid`.execute(tx)
  return rows
}

/** The present plan of the same subjects and months, in the shape of a version. */
export async function presentCells(
  tx: Tx,
  workspaceId: string,
  { metric, fromMonth, toMonth }: Pick<StoredVersion, 'metric' | 'fromMonth' | 'toMonth'>,
  subjectIds: readonly string[],
): Promise<VersionCell[]> {
  const { rows } = await sql<VersionCell>`
    -- What is the plan of these subjects now?
    select level, subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, tier, cut, cut_key as "cutKey", amount_minor as "amountMinor"
    from plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and amount_minor is not null
      and month between ${`${fromMonth}-01`}::date and ${`${toMonth}-01`}::date and subject_id = any (${[...subjectIds]}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** Weights of the days that versions were proposed with, by version and month. */
export async function versionDays(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ versionId: string; month: Month; weights: number[] }[]> {
  const { rows } = await sql<{ versionId: string; month: Month; weights: number[] }>`
    -- With which working days were these plans proposed?
    select version_id as "versionId", to_char(month, 'YYYY-MM') as month, weights
    from plan_version_days where workspace_id = ${workspaceId}::uuid and version_id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows
}
