import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { CustomValues } from '#modules/fields/api.ts'
import type { EmailLine, PhoneLine } from '../calc/keys.ts'
import type { Consents, Contact, Link } from '../contract.ts'
import type { StoredCard } from './companies.ts'
import { emailsColumn, phonesColumn, writeEmails, writePhones } from './numbers.ts'

/** What people write on the card of a contact. */
export interface ContactValues {
  fullName: string
  jobTitle: string | null
  companyId: string | null
  phones: PhoneLine[]
  emails: EmailLine[]
  links: Link[]
  tags: string[]
  comment: string | null
  consents: Consents
  ownerId: string | null
  custom: CustomValues
}

export interface ContactRecord extends ContactValues, StoredCard {
  companyName: string | null
  erasedAt: Date | null
}

/** A contact with all of its card as far as the actor sees it, in the trash too; with `lock` nobody else changes it until the transaction ends. */
export async function contactById(
  tx: Tx,
  workspaceId: string,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ContactRecord | undefined> {
  const { rows } = await sql<ContactRecord>`
    -- Which contact is this?
    select c.id, c.full_name as "fullName", c.job_title as "jobTitle", c.company_id as "companyId", k.name as "companyName",
           ${phonesColumn('contact')} as phones, ${emailsColumn('contact')} as emails, c.links, c.tags, c.comment, c.consents, c.owner_id as "ownerId",
           c.custom, c.version, c.created_at as "createdAt", c.updated_at as "updatedAt", c.deleted_at as "deletedAt", c.erased_at as "erasedAt",
           c.merged_into as "mergedInto", m.full_name as "mergedName", p.full_name as "ownerName",
           c.external_source as "externalSource", c.external_id as "externalId"
    from contacts c
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    left join contacts m on m.workspace_id = c.workspace_id and m.id = c.merged_into
    where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid ${lock ? sql`for update of c` : sql``}`.execute(
    tx,
  )
  return rows[0]
}

/** Writes a new contact. */
export async function insertContact(
  tx: Tx,
  workspaceId: string,
  id: string,
  values: ContactValues,
  createdBy: string,
): Promise<void> {
  await tx
    .insertInto('contacts')
    .values({ workspace_id: workspaceId, id, created_by: createdBy, ...columnsOf(values) } as never)
    .execute()
  if (values.phones.length > 0) await writePhones(tx, workspaceId, 'contact', id, values.phones)
  if (values.emails.length > 0) await writeEmails(tx, workspaceId, 'contact', id, values.emails)
}

/** Writes fields of a contact that is locked; its version counts up. */
export async function updateContact(
  tx: Tx,
  workspaceId: string,
  id: string,
  values: Partial<ContactValues>,
): Promise<void> {
  // Before the owner: to whom the contact is given may be out of the giver's sight.
  if (values.phones) await writePhones(tx, workspaceId, 'contact', id, values.phones)
  if (values.emails) await writeEmails(tx, workspaceId, 'contact', id, values.emails)
  await tx
    .updateTable('contacts')
    .set({ ...columnsOf(values), version: sql`version + 1`, updated_at: sql`now()` } as never)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

function columnsOf(values: Partial<ContactValues>): Record<string, unknown> {
  const { phones, emails, links, consents, custom, fullName, jobTitle, companyId, ownerId, ...plain } = values
  const given: Record<string, unknown> = {
    ...plain,
    full_name: fullName,
    job_title: jobTitle,
    company_id: companyId,
    owner_id: ownerId,
    links: links && JSON.stringify(links),
    consents: consents && JSON.stringify(consents),
    custom: custom && JSON.stringify(custom),
    phone: phones && (phones[0]?.number ?? null),
    phone_key: phones && (phones[0]?.phoneKey ?? null),
    email: emails && (emails[0]?.email ?? null),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** People of a company, as far as the actor sees them. */
export async function contactsOf(tx: Tx, workspaceId: string, companyId: string): Promise<Contact[]> {
  const { rows } = await sql<Contact>`
    -- Whom do we know at this company?
    select id, company_id as "companyId", full_name as "fullName", job_title as "jobTitle", phone, email, version from contacts
    where workspace_id = ${workspaceId}::uuid and company_id = ${companyId}::uuid and deleted_at is null order by full_name, id limit 200`.execute(
    tx,
  )
  return rows
}
