import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Contact } from '../contract.ts'

const columns = sql`id, company_id as "companyId", full_name as "fullName", job_title as "jobTitle", phone, email, version`

/** People of a company, as far as the actor sees them. */
export async function contactsOf(tx: Tx, workspaceId: string, companyId: string): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    -- Whom do we know at this company?
    select ${columns} from contacts
    where workspace_id = ${workspaceId}::uuid and company_id = ${companyId}::uuid order by full_name, id limit 200`.execute(
    tx,
  )
  return rows
}

export interface ContactValues {
  fullName: string
  jobTitle: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
}

export async function insertContact(
  tx: Tx,
  workspaceId: string,
  companyId: string,
  ownerId: string,
  values: ContactValues,
): Promise<Contact> {
  const { fullName, jobTitle, phone, phoneKey, email } = values
  const { rows } = await sql<Contact>`
    insert into contacts (workspace_id, company_id, owner_id, full_name, job_title, phone, phone_key, email)
    values (${workspaceId}::uuid, ${companyId}::uuid, ${ownerId}::uuid, ${fullName}, ${jobTitle}, ${phone}, ${phoneKey}, ${email})
    returning ${columns}`.execute(tx)
  return rows[0] as Contact
}

/** Writes a contact's fields; nothing when its version is another by now or the actor does not see it. */
export async function updateContact(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  values: ContactValues,
): Promise<Contact | undefined> {
  const { fullName, jobTitle, phone, phoneKey, email } = values
  const { rows } = await sql<Contact>`
    update contacts set full_name = ${fullName}, job_title = ${jobTitle}, phone = ${phone}, phone_key = ${phoneKey}, email = ${email}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int
    returning ${columns}`.execute(tx)
  return rows[0]
}

export async function contactVersion(tx: Tx, workspaceId: string, id: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('contacts')
    .select('version')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.version
}
