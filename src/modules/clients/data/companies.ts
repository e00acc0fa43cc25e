import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface CompanyLine {
  id: string
  name: string
  nameKey: string
  inn: string | null
  industry: string | null
  region: string | null
  ownerId: string | null
  ownerName: string | null
  createdAt: Date
  phone: string | null
  email: string | null
  version: number
}

const columns = sql`c.id, c.name, c.name_key as "nameKey", c.inn, c.industry, c.region, c.owner_id as "ownerId", p.full_name as "ownerName",
  c.created_at as "createdAt", c.phone, c.email, c.version`

/** One page of companies by name. `after`: name key and id of the last one shown. */
export async function companiesByName(
  tx: Tx,
  workspaceId: string,
  after: readonly [string, string] | undefined,
  most: number,
): Promise<CompanyLine[]> {
  const [key, id] = after ?? ['', '00000000-0000-0000-0000-000000000000']
  const { rows } = await sql<CompanyLine>`
    -- Which companies come next by name?
    select ${columns}
    from companies c left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${workspaceId}::uuid and (c.name_key, c.id) > (${key}, ${id}::uuid)
    order by c.name_key, c.id limit ${most}::int`.execute(tx)
  return rows
}

/** Companies whose name has this text or whose ИНН begins with it: fifty at most, found past the planner's limits (search_companies). */
export async function companiesByText(tx: Tx, workspaceId: string, text: string): Promise<CompanyLine[]> {
  const { rows } = await sql<CompanyLine>`
    -- Which companies are called so?
    with found as (
      select id from search_companies(${text}, 50)
      union
      (select id from companies where workspace_id = ${workspaceId}::uuid and ${text} ~ '^\\d{4,}$' and inn >= ${text} and inn < ${text} || ':' limit 50)
    )
    select ${columns}
    from found join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = found.id
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    order by c.name_key, c.id`.execute(tx)
  return rows
}

export async function companyById(tx: Tx, workspaceId: string, id: string): Promise<CompanyLine | undefined> {
  const { rows } = await sql<CompanyLine>`
    -- Which company is this?
    select ${columns}
    from companies c left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${workspaceId}::uuid and c.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export interface DealSums {
  open: number
  openMinor: number
  won: number
  wonMinor: number
  lost: number
}

/** Deals with this company, as far as the actor sees them. */
export async function dealSums(tx: Tx, workspaceId: string, companyId: string): Promise<DealSums> {
  const { rows } = await sql<DealSums>`
    -- How many deals are there with this company, and for how much?
    select count(*) filter (where outcome = 'open')::int as open, coalesce(sum(base_minor) filter (where outcome = 'open'), 0)::bigint as "openMinor",
           count(*) filter (where outcome = 'won')::int as won, coalesce(sum(base_minor) filter (where outcome = 'won'), 0)::bigint as "wonMinor",
           count(*) filter (where outcome = 'lost')::int as lost
    from deals where workspace_id = ${workspaceId}::uuid and company_id = ${companyId}::uuid and deleted_at is null`.execute(
    tx,
  )
  return rows[0] ?? { open: 0, openMinor: 0, won: 0, wonMinor: 0, lost: 0 }
}

export interface CompanyValues {
  name: string
  nameKey: string
  inn: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  industry: string | null
  region: string | null
}

/** Writes a company's fields; false when its version is another by now. */
export async function updateCompany(
  tx: Tx,
  workspaceId: string,
  id: string,
  version: number,
  values: CompanyValues,
): Promise<boolean> {
  const { name, nameKey, inn, phone, phoneKey, email, industry, region } = values
  const { numUpdatedRows } = await tx
    .updateTable('companies')
    .set({ name, name_key: nameKey, inn, phone, phone_key: phoneKey, email, industry, region, version: version + 1 })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
