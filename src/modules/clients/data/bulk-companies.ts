import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { changesBetween } from '../calc/changes.ts'
import { type EditOrigin, insertEdits } from './edits.ts'
import { idsByNumbers, writeFirstNumbers } from './numbers.ts'

/** What tells a company from another: ИНН (and КПП of its branch) first, then phone, e-mail, and its name without legal form. */
export interface CompanyKeys {
  id: string
  nameKey: string
  inn: string | null
  /** Of a branch: several of them have one ИНН. */
  kpp: string | null
  phoneKey: string | null
  email: string | null
}

export interface NewCompany extends CompanyKeys {
  name: string
  phone: string | null
  industry: string | null
  region: string | null
  ownerId: string | null
  externalSource: string | null
  externalId: string | null
  importId: string | null
}

/** A company as it is stored. */
export interface StoredCompany extends NewCompany {
  version: number
}

export interface Wanted {
  names: readonly string[]
  inns: readonly string[]
  phones: readonly string[]
  emails: readonly string[]
}

/** Companies that have any of these keys, the oldest first. */
export async function companiesByKeys(tx: Tx, workspaceId: string, wanted: Wanted): Promise<StoredCompany[]> {
  const { rows } = await sql<StoredCompany>`
    -- Which companies are here already, by any of their keys?
    with found as (
      ${idsByKeys('companies', 'name_key', workspaceId, wanted.names)}
      union
      ${idsByKeys('companies', 'inn', workspaceId, wanted.inns)}
      union
      ${idsByNumbers('company', 'phone_key', workspaceId, wanted.phones)}
      union
      ${idsByNumbers('company', 'email', workspaceId, wanted.emails)}
    )
    select c.id, c.name, c.name_key as "nameKey", c.inn, c.phone, c.phone_key as "phoneKey", c.email, c.industry, c.region,
           c.owner_id as "ownerId", c.external_source as "externalSource", c.external_id as "externalId", c.import_id as "importId", c.kpp, c.version
    from found cross join lateral (select * from companies c where c.workspace_id = ${workspaceId}::uuid and c.id = found.id and c.deleted_at is null offset 0) c
    order by c.created_at, c.id`.execute(tx)
  return rows
}

/**
 * Ids of the companies that have one of these keys. An import fills the table while its statistics still say "empty", where the planner would read all of
 * it for every batch; key by key (offset 0 keeps it so) it takes the index.
 */
function idsByKeys(table: 'companies', column: 'name_key' | 'inn', workspaceId: string, keys: readonly string[]) {
  return sql`select t.id from unnest(${[...keys]}::text[]) as k (key)
      cross join lateral (select t.id from ${sql.table(table)} t where t.workspace_id = ${workspaceId}::uuid and t.${sql.ref(column)} = k.key offset 0) t`
}

export async function companiesByIds(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<{ id: string; name: string; version: number }[]> {
  const { rows } = await sql<{ id: string; name: string; version: number }>`
    select id, name, version from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return rows
}

export async function insertCompanies(tx: Tx, workspaceId: string, companies: readonly NewCompany[]): Promise<void> {
  await sql`
    -- New companies of one batch.
    insert into companies (workspace_id, id, name, name_key, inn, kpp, phone, phone_key, email, industry, region, owner_id, external_source, external_id, import_id)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(companies, COMPANY)}`.execute(tx)
  await writeFirstNumbers(tx, workspaceId, 'company', companies)
}

const COMPANY = {
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  inn: 'text',
  kpp: 'text',
  phone: 'text',
  phoneKey: 'text',
  email: 'text',
  industry: 'text',
  region: 'text',
  ownerId: 'uuid',
  externalSource: 'text',
  externalId: 'text',
  importId: 'uuid',
} as const

/** Writes the given state of companies back and its history; the version counts up by one, or becomes what is given. */
export async function updateCompanies(
  tx: Tx,
  workspaceId: string,
  companies: readonly (NewCompany & { setVersion?: number })[],
  origin: EditOrigin = { actorId: null, source: 'import' },
): Promise<void> {
  const ids = companies.map(({ id }) => id)
  const before = new Map((await fileFields(tx, workspaceId, ids)).map((company) => [company.id, company]))
  await sql`
    -- Changed companies of one batch.
    update companies c
    set name = x.name, name_key = x."nameKey", inn = x.inn, kpp = x.kpp, phone = x.phone, phone_key = x."phoneKey", email = x.email, industry = x.industry,
        region = x.region, owner_id = x."ownerId", version = coalesce(x."setVersion", c.version + 1), updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(companies)}::jsonb) as x (id uuid, name text, "nameKey" text, inn text, kpp text, phone text, "phoneKey" text, email text,
      industry text, region text, "ownerId" uuid, "setVersion" int)
    where c.workspace_id = ${workspaceId}::uuid and c.id = x.id`.execute(tx)
  await writeFirstNumbers(tx, workspaceId, 'company', companies, { replace: true })
  const edits = companies.flatMap(({ id, setVersion, name, inn, kpp, phone, email, industry, region, ownerId }) => {
    const old = before.get(id)
    if (!old) return []
    const { version, id: _id, ...fields } = old
    const changes = changesBetween(fields, { name, inn, kpp, phone, email, industry, region, ownerId })
    return Object.keys(changes).length > 0 ? [{ id, version: setVersion ?? version + 1, changes }] : []
  })
  await insertEdits(tx, workspaceId, 'company', edits, origin)
}

/** The fields that files know, as they are. */
async function fileFields(tx: Tx, workspaceId: string, ids: readonly string[]) {
  const { rows } = await sql<
    Omit<StoredCompany, 'nameKey' | 'phoneKey' | 'externalSource' | 'externalId' | 'importId'>
  >`
    select id, version, name, inn, kpp, phone, email, industry, region, owner_id as "ownerId"
    from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

export async function companyNames(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Versions of companies that an import made, for its revert. */
export async function importedCompanies(
  tx: Tx,
  workspaceId: string,
  importId: string,
): Promise<{ id: string; name: string; version: number; used: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; version: number; used: boolean }>`
    -- Which companies did this import make, and does anything else use them?
    select c.id, c.name, c.version,
           exists (select from deals d where d.workspace_id = c.workspace_id and d.company_id = c.id and d.import_id is distinct from ${importId}::uuid)
             or exists (select from contacts p where p.workspace_id = c.workspace_id and p.company_id = c.id and p.import_id is distinct from ${importId}::uuid)
             or exists (select from companies child where child.workspace_id = c.workspace_id and child.parent_id = c.id and child.import_id is distinct from ${importId}::uuid)
             or exists (select from activities a where a.workspace_id = c.workspace_id and a.company_id = c.id)
             or exists (select from tasks t where t.workspace_id = c.workspace_id and t.company_id = c.id)
             or exists (select from leads l where l.workspace_id = c.workspace_id and l.company_id = c.id)
             or exists (select from contracts x where x.workspace_id = c.workspace_id and x.company_id = c.id)
             or exists (select from invoices i where i.workspace_id = c.workspace_id and i.company_id = c.id)
             or exists (select from payment_parts x where x.workspace_id = c.workspace_id and x.company_id = c.id)
             or exists (select from attachments f where f.workspace_id = c.workspace_id and f.subject_type = 'company' and f.subject_id = c.id) as used
    from companies c where c.workspace_id = ${workspaceId}::uuid and c.import_id = ${importId}::uuid`.execute(tx)
  return rows
}

export async function deleteCompanies(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}
