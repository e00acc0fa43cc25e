import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface StoredSubstitution {
  id: string
  absentId: string
  absentName: string
  substituteId: string | null
  substituteName: string | null
  startsOn: string
  endsOn: string
  reason: 'leave' | 'sick' | 'trip' | 'other'
  note: string | null
  createdById: string | null
  createdByName: string | null
  cancelled: boolean
  version: number
}

const columns = sql`s.id, s.absent_id as "absentId", a.full_name as "absentName", s.substitute_id as "substituteId", i.full_name as "substituteName",
  s.starts_on as "startsOn", s.ends_on as "endsOn", s.reason, s.note, s.created_by as "createdById", c.full_name as "createdByName",
  s.cancelled_at is not null as cancelled, s.version`
const joins = sql`join people a on a.workspace_id = s.workspace_id and a.id = s.absent_id
  left join people i on i.workspace_id = s.workspace_id and i.id = s.substitute_id
  left join people c on c.workspace_id = s.workspace_id and c.id = s.created_by`

/** Absences: those of today and to come by their beginning, then, when asked for, those that are over, the latest first. */
export async function listSubstitutions(
  tx: Tx,
  workspaceId: string,
  { personId, over, today }: { personId?: string | undefined; over: boolean; today: string },
): Promise<StoredSubstitution[]> {
  const { rows } = await sql<StoredSubstitution>`
    -- Who is away, and who stands in?
    select ${columns} from substitutions s ${joins}
    where s.workspace_id = ${workspaceId}::uuid
      and (${personId ?? null}::uuid is null or s.absent_id = ${personId ?? null}::uuid or s.substitute_id = ${personId ?? null}::uuid)
      and (${over}::boolean or (s.ends_on >= ${today}::date and s.cancelled_at is null))
    order by s.ends_on < ${today}::date or s.cancelled_at is not null, case when s.ends_on >= ${today}::date then s.starts_on end, s.starts_on desc, s.id
    limit 500`.execute(tx)
  return rows
}

export async function substitutionById(
  tx: Tx,
  workspaceId: string,
  id: string,
): Promise<StoredSubstitution | undefined> {
  const { rows } = await sql<StoredSubstitution>`
    select ${columns} from substitutions s ${joins} where s.workspace_id = ${workspaceId}::uuid and s.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** Absences of a person that meet these days, apart from one. Two arrangements for one person wait for each other here. */
export async function absencesWithin(
  tx: Tx,
  workspaceId: string,
  personId: string,
  { startsOn, endsOn, except }: { startsOn: string; endsOn: string; except: string | null },
): Promise<{ startsOn: string; endsOn: string }[]> {
  await sql`select pg_advisory_xact_lock(hashtext('substitution'), hashtext(${personId}))`.execute(tx)
  const { rows } = await sql<{ startsOn: string; endsOn: string }>`
    -- Is this person away in these days?
    select starts_on as "startsOn", ends_on as "endsOn" from substitutions
    where workspace_id = ${workspaceId}::uuid and absent_id = ${personId}::uuid and cancelled_at is null and id is distinct from ${except}::uuid
      and starts_on <= ${endsOn}::date and ends_on >= ${startsOn}::date order by starts_on limit 1`.execute(tx)
  return rows
}

export interface SubstitutionValues {
  absentId: string
  substituteId: string | null
  startsOn: string
  endsOn: string
  reason: string
  note: string | null
}

export async function insertSubstitution(
  tx: Tx,
  workspaceId: string,
  id: string,
  byId: string | null,
  values: SubstitutionValues,
): Promise<void> {
  await sql`
    insert into substitutions (workspace_id, id, created_by, absent_id, substitute_id, starts_on, ends_on, reason, note)
    values (${workspaceId}::uuid, ${id}::uuid, ${byId}::uuid, ${values.absentId}::uuid, ${values.substituteId}::uuid, ${values.startsOn}::date,
      ${values.endsOn}::date, ${values.reason}, ${values.note})`.execute(tx)
}

/** False when it is another version by now. */
export async function updateSubstitution(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  values: Omit<SubstitutionValues, 'absentId'>,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update substitutions set substitute_id = ${values.substituteId}::uuid, starts_on = ${values.startsOn}::date, ends_on = ${values.endsOn}::date,
      reason = ${values.reason}, note = ${values.note}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int and cancelled_at is null`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

/** Called off before it begins, ended yesterday when it runs. */
export async function endSubstitution(tx: Tx, workspaceId: string, id: string, today: string): Promise<void> {
  await sql`
    update substitutions set version = version + 1,
      cancelled_at = case when starts_on >= ${today}::date then now() end,
      ends_on = case when starts_on >= ${today}::date then ends_on else least(ends_on, ${today}::date - 1) end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}
