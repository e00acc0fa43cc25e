import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { DayPart } from '../calc/day-parts.ts'
import type { PlanLevel } from '../calc/subjects.ts'

interface Place {
  workspaceId: string
  metric: string
  month: Month
}

export interface StoredParts {
  subjectId: string
  version: number
  parts: DayPart[]
}

export interface PartsVersion extends StoredParts {
  reason: string
  setBy: string | null
  setAt: Date
}

type Row = Omit<PartsVersion, 'parts'> & { fromDays: number[]; toDays: number[]; shares: number[] }

/** What counts now for these subjects; those whose days nobody has set are absent. */
export async function dayPartsOf(
  tx: Tx,
  { workspaceId, metric, month }: Place,
  subjectIds: readonly string[],
): Promise<StoredParts[]> {
  const { rows } = await sql<Row>`
    -- Which days of these plans were set by hand?
    select subject_id as "subjectId", version, from_days as "fromDays", to_days as "toDays", to_json(shares) as shares
    from facts.plan_days
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and month = ${`${month}-01`}::date and subject_id = any (${[...subjectIds]}::uuid[])`.execute(
    tx,
  )
  return rows.map(partsOf)
}

/** Every version of one subject's days, the last one first. */
export async function partsVersions(
  tx: Tx,
  { workspaceId, metric, month }: Place,
  subjectId: string,
): Promise<PartsVersion[]> {
  const { rows } = await sql<Row>`
    -- Who set the days of this plan, when and why?
    select d.subject_id as "subjectId", d.version, d.from_days as "fromDays", d.to_days as "toDays", to_json(d.shares) as shares, d.reason,
      d.set_at as "setAt", p.full_name as "setBy"
    from plan_day_versions d left join facts.people p on p.workspace_id = d.workspace_id and p.id = d.set_by
    where d.workspace_id = ${workspaceId}::uuid and d.metric = ${metric} and d.month = ${`${month}-01`}::date and d.subject_id = ${subjectId}::uuid
    order by d.version desc limit 50`.execute(tx)
  return rows.map((row) => ({ ...row, ...partsOf(row) }))
}

function partsOf({ subjectId, version, fromDays, toDays, shares }: Row): StoredParts {
  const parts = shares.map((share, index) => ({
    from: (fromDays[index] ?? 1) - 1,
    to: (toDays[index] ?? 1) - 1,
    share: Number(share),
  }))
  return { subjectId, version, parts }
}

interface NewParts extends Place {
  subject: { subjectId: string; level: PlanLevel }
  parts: readonly DayPart[]
  /** The version that it makes. */
  version: number
  reason: string
  byId: string
  at: Date
}

/** False: somebody else has made this version. */
export async function insertParts(tx: Tx, one: NewParts): Promise<boolean> {
  const { level, subjectId } = one.subject
  const { numAffectedRows = 0n } = await sql`
    insert into plan_day_versions (workspace_id, metric, month, subject_id, level, owner_id, department_id, version, from_days, to_days, shares, reason,
      set_by, set_at)
    values (${one.workspaceId}::uuid, ${one.metric}, ${`${one.month}-01`}::date, ${subjectId}::uuid, ${level},
      ${level === 'person' ? subjectId : null}::uuid, ${level === 'department' ? subjectId : null}::uuid, ${one.version},
      ${one.parts.map(({ from }) => from + 1)}::int[], ${one.parts.map(({ to }) => to + 1)}::int[], ${one.parts.map(({ share }) => share)}::bigint[],
      ${one.reason}, ${one.byId}::uuid, ${one.at}::timestamptz)
    on conflict do nothing`.execute(tx)
  return numAffectedRows > 0n
}
