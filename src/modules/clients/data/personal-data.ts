import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface PersonRow {
  id: string
  name: string
  company: string | null
  phone: string | null
  email: string | null
  erasedAt: Date | null
}

/** People by number, address or a piece of the name, whoever they belong to; for those who answer requests about personal data. */
export async function findPersons(
  tx: Tx,
  { text, phoneKey, email }: { text: string; phoneKey: string | null; email: string | null },
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    -- Whom is the request about?
    select id, full_name as name, company_name as company, phone, email, erased_at as "erasedAt"
    from find_persons(${text}, ${phoneKey}, ${email}, 50)`.execute(tx)
  return rows
}

/** Erases a person, or counts what would be erased. */
export async function erasePerson(
  tx: Tx,
  contactId: string,
  mark: string,
  { really }: { really: boolean },
): Promise<{ what: string; count: number }[]> {
  const { rows } = await sql<{ what: string; count: number }>`
    select target as what, n as count from erase_person(${contactId}::uuid, ${mark}, ${really}::boolean)`.execute(tx)
  return rows
}

export async function insertErasure(
  tx: Tx,
  workspaceId: string,
  erasure: { contactId: string; actorId: string; reason: string | null; counts: object },
): Promise<void> {
  const { contactId, actorId, reason, counts } = erasure
  await sql`
    insert into erasures (workspace_id, contact_id, actor_id, reason, counts)
    values (${workspaceId}::uuid, ${contactId}::uuid, ${actorId}::uuid, ${reason}, ${JSON.stringify(counts)}::jsonb)`.execute(
    tx,
  )
}

/** All rows that say something of a person, by table. */
export async function personData(
  tx: Tx,
  contactId: string,
): Promise<{ target: string; data: Record<string, unknown>[] }[]> {
  const { rows } = await sql<{ target: string; data: Record<string, unknown>[] }>`
    -- What is kept about this person?
    select target, data from person_data(${contactId}::uuid)`.execute(tx)
  return rows
}

/** One person, in the same way. */
export async function findPersonById(tx: Tx, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`
    -- Whom is the request about?
    select id, full_name as name, company_name as company, phone, email, erased_at as "erasedAt" from find_person(${id}::uuid)`.execute(
    tx,
  )
  return rows[0]
}
