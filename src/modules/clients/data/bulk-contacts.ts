import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { idsByNumbers, writeFirstNumbers } from './numbers.ts'

/** A contact as an import brings it. */
export interface NewContact {
  id: string
  fullName: string
  companyId: string | null
  jobTitle?: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  ownerId: string | null
  importId: string | null
}

/** Contacts with one of these phones or e-mails, as far as the actor sees them; the oldest first. */
export async function contactsByKeys(
  tx: Tx,
  workspaceId: string,
  wanted: { phones: readonly string[]; emails: readonly string[] },
): Promise<NewContact[]> {
  const { rows } = await sql<NewContact>`
    -- Which contacts are here already, by phone or e-mail?
    with found as (
      ${idsByNumbers('contact', 'phone_key', workspaceId, wanted.phones)}
      union
      ${idsByNumbers('contact', 'email', workspaceId, wanted.emails)}
    )
    select c.id, c.full_name as "fullName", c.company_id as "companyId", c.phone, c.phone_key as "phoneKey", c.email,
           c.owner_id as "ownerId", c.import_id as "importId"
    from found cross join lateral (select * from contacts c where c.workspace_id = ${workspaceId}::uuid and c.id = found.id and c.deleted_at is null offset 0) c
    order by c.created_at, c.id`.execute(tx)
  return rows
}

export async function insertContacts(tx: Tx, workspaceId: string, contacts: readonly NewContact[]): Promise<void> {
  await sql`
    -- New contacts of one batch.
    insert into contacts (workspace_id, id, full_name, company_id, job_title, phone, phone_key, email, owner_id, import_id)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(contacts, CONTACT)}`.execute(tx)
  await writeFirstNumbers(tx, workspaceId, 'contact', contacts)
}

const CONTACT = {
  id: 'uuid',
  fullName: 'text',
  companyId: 'uuid',
  jobTitle: 'text',
  phone: 'text',
  phoneKey: 'text',
  email: 'text',
  ownerId: 'uuid',
  importId: 'uuid',
} as const

export interface NamedContact {
  id: string
  fullName: string
  companyId: string | null
}

/** Contacts that are called exactly so, as far as the actor sees them. */
export async function namedContacts(tx: Tx, workspaceId: string, names: readonly string[]): Promise<NamedContact[]> {
  if (names.length === 0) return []
  const { rows } = await sql<NamedContact>`
    -- Which contacts have one of these names?
    select c.id, c.full_name as "fullName", c.company_id as "companyId" from contacts c
    where c.workspace_id = ${workspaceId}::uuid and c.full_name = any (${[...names]}::text[]) and c.deleted_at is null
    order by c.created_at desc, c.id`.execute(tx)
  return rows
}

export async function contactsByIds(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<NewContact[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<NewContact>`
    select id, full_name as "fullName", company_id as "companyId", phone, phone_key as "phoneKey", email, owner_id as "ownerId",
           import_id as "importId"
    from contacts where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Takes away the contacts of an import that nobody has touched and nothing else uses; says how many went and how many stay. */
export async function deleteImportedContacts(
  tx: Tx,
  workspaceId: string,
  importId: string,
): Promise<{ removed: number; left: number }> {
  const { numAffectedRows } = await sql`
    delete from contacts c
    where c.workspace_id = ${workspaceId}::uuid and c.import_id = ${importId}::uuid and c.version = 1
      and not exists (select from deals d where d.workspace_id = c.workspace_id and d.contact_id = c.id)
      and not exists (select from deal_contacts d where d.workspace_id = c.workspace_id and d.contact_id = c.id)
      and not exists (select from activities a where a.workspace_id = c.workspace_id and a.contact_id = c.id)
      and not exists (select from tasks t where t.workspace_id = c.workspace_id and t.contact_id = c.id)
      and not exists (select from leads l where l.workspace_id = c.workspace_id and l.contact_id = c.id)
      and not exists (select from attachments f where f.workspace_id = c.workspace_id and f.subject_type = 'contact' and f.subject_id = c.id)`.execute(
    tx,
  )
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from contacts where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`.execute(
    tx,
  )
  return { removed: Number(numAffectedRows ?? 0), left: rows[0]?.left ?? 0 }
}
