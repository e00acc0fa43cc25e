import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type EmailLine, nameKeyOf, type PhoneLine } from '../calc/keys.ts'
import type { CustomValues } from '#modules/fields/api.ts'
import type { Link } from '../contract.ts'
import { emailsColumn, phonesColumn, writeEmails, writePhones } from './numbers.ts'

/** What people write on the card of a company. */
export interface CompanyValues {
  name: string
  inn: string | null
  kpp: string | null
  industry: string | null
  region: string | null
  legalAddress: string | null
  actualAddress: string | null
  phones: PhoneLine[]
  emails: EmailLine[]
  links: Link[]
  tags: string[]
  comment: string | null
  ownerId: string | null
  parentId: string | null
  custom: CustomValues
}

export interface StoredCard {
  id: string
  version: number
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
  mergedInto: string | null
  mergedName: string | null
  ownerName: string | null
  externalSource: string | null
  externalId: string | null
}

export interface CompanyRecord extends CompanyValues, StoredCard {
  parentName: string | null
}

/** A company with all of its card, in the trash too; with `lock` nobody else changes it until the transaction ends. */
export async function companyById(
  tx: Tx,
  workspaceId: string,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<CompanyRecord | undefined> {
  const { rows } = await sql<CompanyRecord>`
    -- Which company is this?
    select c.id, c.name, c.inn, c.kpp, c.industry, c.region, c.legal_address as "legalAddress", c.actual_address as "actualAddress",
           ${phonesColumn('company')} as phones, ${emailsColumn('company')} as emails, c.links, c.tags, c.comment, c.owner_id as "ownerId",
           c.parent_id as "parentId", c.custom, c.version, c.created_at as "createdAt", c.updated_at as "updatedAt", c.deleted_at as "deletedAt",
           c.merged_into as "mergedInto", m.name as "mergedName", p.full_name as "ownerName", h.name as "parentName",
           c.external_source as "externalSource", c.external_id as "externalId"
    from companies c
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    left join companies h on h.workspace_id = c.workspace_id and h.id = c.parent_id
    left join companies m on m.workspace_id = c.workspace_id and m.id = c.merged_into
    where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid ${lock ? sql`for update of c` : sql``}`.execute(
    tx,
  )
  return rows[0]
}

/** Waits for whoever else writes a company with this ИНН; nobody else does till the end of the transaction. */
export async function waitForInn(tx: Tx, workspaceId: string, inn: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inn ${workspaceId} ${inn}`}, 0))`.execute(tx)
}

/** Writes a new company. */
export async function insertCompany(
  tx: Tx,
  workspaceId: string,
  id: string,
  values: CompanyValues,
  createdBy: string,
): Promise<void> {
  await tx
    .insertInto('companies')
    .values({ workspace_id: workspaceId, id, created_by: createdBy, ...columnsOf(values) } as never)
    .execute()
  if (values.phones.length > 0) await writePhones(tx, workspaceId, 'company', id, values.phones)
  if (values.emails.length > 0) await writeEmails(tx, workspaceId, 'company', id, values.emails)
}

/** Writes fields of a company that is locked; its version counts up. */
export async function updateCompany(
  tx: Tx,
  workspaceId: string,
  id: string,
  values: Partial<CompanyValues>,
): Promise<void> {
  await tx
    .updateTable('companies')
    .set({ ...columnsOf(values), version: sql`version + 1`, updated_at: sql`now()` } as never)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  if (values.phones) await writePhones(tx, workspaceId, 'company', id, values.phones)
  if (values.emails) await writeEmails(tx, workspaceId, 'company', id, values.emails)
}

function columnsOf(values: Partial<CompanyValues>): Record<string, unknown> {
  const { phones, emails, links, custom, legalAddress, actualAddress, ownerId, parentId, ...plain } = values
  const given: Record<string, unknown> = {
    ...plain,
    name_key: values.name === undefined ? undefined : nameKeyOf(values.name),
    legal_address: legalAddress,
    actual_address: actualAddress,
    owner_id: ownerId,
    parent_id: parentId,
    links: links && JSON.stringify(links),
    custom: custom && JSON.stringify(custom),
    phone: phones && (phones[0]?.number ?? null),
    phone_key: phones && (phones[0]?.phoneKey ?? null),
    email: emails && (emails[0]?.email ?? null),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Which of these people and companies a card points at are not there. */
export async function missingReferences(
  tx: Tx,
  workspaceId: string,
  { ownerId = null, companyId = null }: { ownerId?: string | null; companyId?: string | null },
): Promise<{ ownerId: boolean; companyId: boolean }> {
  const { rows } = await sql<{ ownerId: boolean; companyId: boolean }>`
    -- Is the person here, and is the company not in the trash?
    select ${ownerId}::uuid is not null and not exists (select from people where workspace_id = ${workspaceId}::uuid and id = ${ownerId}::uuid) as "ownerId",
           ${companyId}::uuid is not null and not exists (select from companies where workspace_id = ${workspaceId}::uuid and id = ${companyId}::uuid and deleted_at is null) as "companyId"`.execute(
    tx,
  )
  return rows[0] ?? { ownerId: false, companyId: false }
}
