import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Absence } from '../contract.ts'

export interface StoredAbsence {
  id: string
  personId: string
  personName: string
  kind: NonNullable<Absence['kind']>
  fromOn: string
  toOn: string
  substituteId: string | null
  substituteName: string | null
  note: string | null
  state: Absence['state']
  createdBy: string | null
  decidedById: string | null
  decidedByName: string | null
  decisionNote: string | null
  version: number
}

const columns = sql`a.id, a.person_id as "personId", p.full_name as "personName", a.kind, a.from_on as "fromOn", a.to_on as "toOn",
  a.substitute_id as "substituteId", s.full_name as "substituteName", a.note, a.state, a.created_by as "createdBy", a.decided_by as "decidedById",
  d.full_name as "decidedByName", a.decision_note as "decisionNote", a.version`
const joins = sql`join people p on p.workspace_id = a.workspace_id and p.id = a.person_id
  left join people s on s.workspace_id = a.workspace_id and s.id = a.substitute_id
  left join people d on d.workspace_id = a.workspace_id and d.id = a.decided_by`

/** Absences that touch these days and are asked for or approved, and those of the actor's sight that were declined. */
export async function absencesBetween(tx: Tx, workspaceId: string, from: string, to: string): Promise<StoredAbsence[]> {
  const { rows } = await sql<StoredAbsence>`
    -- Who is away in these days?
    select ${columns} from absences a ${joins}
    where a.workspace_id = ${workspaceId}::uuid and a.from_on <= ${to}::date and a.to_on >= ${from}::date and a.state <> 'cancelled'
    order by a.from_on, p.full_name, a.id limit 5000`.execute(tx)
  return rows
}

/** One absence; locked until the transaction ends when it is to be changed. */
export async function absenceById(
  tx: Tx,
  workspaceId: string,
  id: string,
  { lock = false } = {},
): Promise<StoredAbsence | undefined> {
  if (lock)
    await sql`select from absences where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`.execute(
      tx,
    )
  const { rows } = await sql<StoredAbsence>`
    select ${columns} from absences a ${joins} where a.workspace_id = ${workspaceId}::uuid and a.id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0]
}

/** The first absence of this person, asked for or approved, that meets these days. Two requests for one person wait for each other here. */
export async function overlapOf(
  tx: Tx,
  workspaceId: string,
  { personId, fromOn, toOn, except }: { personId: string; fromOn: string; toOn: string; except: string | null },
): Promise<{ fromOn: string; toOn: string } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('substitution'), hashtext(${personId}))`.execute(tx)
  const { rows } = await sql<{ fromOn: string; toOn: string }>`
    -- Is this person away in these days already?
    select from_on as "fromOn", to_on as "toOn" from absences
    where workspace_id = ${workspaceId}::uuid and person_id = ${personId}::uuid and state in ('requested', 'approved')
      and id is distinct from ${except}::uuid and from_on <= ${toOn}::date and to_on >= ${fromOn}::date
    order by from_on limit 1`.execute(tx)
  return rows[0]
}

export interface AbsenceValues {
  personId: string
  kind: string
  fromOn: string
  toOn: string
  substituteId: string | null
  note: string | null
}

export async function insertAbsence(tx: Tx, workspaceId: string, id: string, byId: string, values: AbsenceValues) {
  await sql`
    insert into absences (workspace_id, id, person_id, kind, from_on, to_on, substitute_id, note, created_by)
    values (${workspaceId}::uuid, ${id}::uuid, ${values.personId}::uuid, ${values.kind}, ${values.fromOn}::date, ${values.toOn}::date,
      ${values.substituteId}::uuid, ${values.note}, ${byId}::uuid)`.execute(tx)
}

export async function updateRequest(tx: Tx, workspaceId: string, id: string, values: AbsenceValues): Promise<void> {
  await sql`
    update absences set kind = ${values.kind}, from_on = ${values.fromOn}::date, to_on = ${values.toOn}::date,
      substitute_id = ${values.substituteId}::uuid, note = ${values.note}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'requested'`.execute(tx)
}

/** Declined, or called off before it was decided. */
export async function endRequest(
  tx: Tx,
  workspaceId: string,
  id: string,
  { state, byId, note }: { state: 'declined' | 'cancelled'; byId: string; note: string | null },
): Promise<void> {
  await sql`
    update absences set state = ${state}, decided_at = now(), decided_by = ${byId}::uuid, decision_note = ${note}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and state = 'requested'`.execute(tx)
}
