import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type OrderKey, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { ClientKind, ClientSortName } from '../contract.ts'

export interface ListFilter {
  ownerIds?: readonly string[] | undefined
  unassigned?: boolean | undefined
  tags?: readonly string[] | undefined
  deleted?: boolean | undefined
  industries?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  parentId?: string | undefined
  companyId?: string | undefined
  /** Of these alone, when a text was looked for. */
  ids?: readonly string[] | undefined
  /** What a person has put together. */
  where?: RawBuilder<unknown> | undefined
}

interface Asked {
  order: RowOrder
  after?: ListPlace | undefined
  /** Rows at most. */
  most: number
}

const ALIKE = {
  phone: { column: sql`c.phone`, type: 'key' },
  email: { column: sql`c.email`, type: 'key' },
  owner: { column: sql`p.full_name`, type: 'words' },
  created: { column: sql`c.created_at`, type: 'moment', required: true },
  updated: { column: sql`c.updated_at`, type: 'moment', required: true },
} satisfies Partial<Record<ClientSortName, OrderKey>>
const ORDER: Record<ClientKind, Partial<Record<ClientSortName, OrderKey>>> = {
  company: {
    ...ALIKE,
    name: { column: sql`c.name_key`, type: 'key', required: true },
    inn: { column: sql`c.inn`, type: 'key' },
    industry: { column: sql`c.industry`, type: 'words' },
    region: { column: sql`c.region`, type: 'words' },
  },
  contact: {
    ...ALIKE,
    name: { column: sql`c.full_name`, type: 'key', required: true },
    jobTitle: { column: sql`c.job_title`, type: 'words' },
    company: { column: sql`k.name_key`, type: 'key' },
  },
}

/** The order of a list of clients, as it was asked: 'name', 'owner,-created'. What is empty stands at the end. */
export const clientOrder = (kind: ClientKind, sort: string): RowOrder => rowOrder(sort, ORDER[kind], sql`c.id`)

export interface CompanyLine {
  id: string
  name: string
  inn: string | null
  industry: string | null
  region: string | null
  tags: string[]
  ownerId: string | null
  ownerName: string | null
  phone: string | null
  email: string | null
  version: number
  createdAt: Date
  deletedAt: Date | null
  /** Where it stands in the order that was asked for. */
  place: string
}

/** How many clients a filter finds. */
export async function countClients(tx: Tx, workspaceId: string, kind: ClientKind, filter: ListFilter): Promise<number> {
  const isCompany = kind === 'company'
  const conditions = isCompany ? companyConditions(filter) : contactConditions(filter)
  const { rows } = await sql<{ n: number }>`
    -- How many clients does this filter find?
    select count(*) as n from ${sql.table(isCompany ? 'companies' : 'contacts')} c
    where c.workspace_id = ${workspaceId}::uuid and ${sql.join(conditions, sql` and `)}`.execute(tx)
  return Number(rows[0]?.n ?? 0)
}

/** One page of companies. */
export async function companyPage(
  tx: Tx,
  workspaceId: string,
  filter: ListFilter,
  { order, after, most }: Asked,
): Promise<CompanyLine[]> {
  const conditions = [...companyConditions(filter), order.after(after)]
  const { rows } = await sql<CompanyLine>`
    -- Which companies come next?
    select c.id, c.name, c.inn, c.industry, c.region, c.tags, c.owner_id as "ownerId", p.full_name as "ownerName", c.phone, c.email,
           c.version, c.created_at as "createdAt", c.deleted_at as "deletedAt", ${order.place} as place
    from companies c left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${workspaceId}::uuid and ${sql.join(conditions, sql` and `)}
    order by ${order.orderBy} limit ${most}::int`.execute(tx)
  return rows
}

export interface ContactLine {
  id: string
  fullName: string
  jobTitle: string | null
  companyId: string | null
  companyName: string | null
  tags: string[]
  ownerId: string | null
  ownerName: string | null
  phone: string | null
  email: string | null
  version: number
  createdAt: Date
  deletedAt: Date | null
  place: string
}

/** One page of contacts, as far as the actor sees them. */
export async function contactPage(
  tx: Tx,
  workspaceId: string,
  filter: ListFilter,
  { order, after, most }: Asked,
): Promise<ContactLine[]> {
  const conditions = [...contactConditions(filter), order.after(after)]
  const { rows } = await sql<ContactLine>`
    -- Which contacts come next?
    select c.id, c.full_name as "fullName", c.job_title as "jobTitle", c.company_id as "companyId", k.name as "companyName", c.tags,
           c.owner_id as "ownerId", p.full_name as "ownerName", c.phone, c.email, c.version, c.created_at as "createdAt", c.deleted_at as "deletedAt",
           ${order.place} as place
    from contacts c
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where c.workspace_id = ${workspaceId}::uuid and ${sql.join(conditions, sql` and `)}
    order by ${order.orderBy} limit ${most}::int`.execute(tx)
  return rows
}

function companyConditions(filter: ListFilter): RawBuilder<unknown>[] {
  const conditions = conditionsOf(filter)
  const { industries, regions, parentId } = filter
  if (industries?.length) conditions.push(sql`c.industry = any (${[...industries]}::text[])`)
  if (regions?.length) conditions.push(sql`c.region = any (${[...regions]}::text[])`)
  if (parentId) conditions.push(sql`c.parent_id = ${parentId}::uuid`)
  return conditions
}

function contactConditions(filter: ListFilter): RawBuilder<unknown>[] {
  const conditions = conditionsOf(filter)
  if (filter.companyId) conditions.push(sql`c.company_id = ${filter.companyId}::uuid`)
  return conditions
}

/** The conditions that both lists share. */
function conditionsOf({ deleted, ownerIds, unassigned, tags, ids, where }: ListFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [
    deleted ? sql`c.deleted_at is not null and c.merged_into is null` : sql`c.deleted_at is null`,
  ]
  if (where) conditions.push(where)
  if (ownerIds?.length) conditions.push(sql`c.owner_id = any (${[...ownerIds]}::uuid[])`)
  if (unassigned) conditions.push(sql`c.owner_id is null`)
  if (tags?.length) conditions.push(sql`c.tags @> ${[...tags]}::text[]`)
  if (ids) conditions.push(sql`c.id = any (${[...ids]}::uuid[])`)
  return conditions
}

/** Industries, regions, tags and owners of the clients that are here. */
export async function clientChoices(tx: Tx, workspaceId: string, today: string) {
  const { rows } = await sql<{
    industries: string[]
    regions: string[]
    tags: string[]
    owners: { id: string; name: string; left: boolean }[]
  }>`
    -- By what can clients be told apart here?
    select
      array(select distinct industry from companies where workspace_id = ${workspaceId}::uuid and deleted_at is null and industry <> '' order by 1 limit 500) as industries,
      array(select distinct region from companies where workspace_id = ${workspaceId}::uuid and deleted_at is null and region <> '' order by 1 limit 500) as regions,
      array(select distinct t from (
        select unnest(tags) as t from companies where workspace_id = ${workspaceId}::uuid and tags <> '{}'
        union all select unnest(tags) from contacts where workspace_id = ${workspaceId}::uuid and tags <> '{}') x order by 1 limit 500) as tags,
      (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name, 'left', coalesce(p.left_on < ${today}::date, false)) order by p.full_name), '[]')
       from people p where p.workspace_id = ${workspaceId}::uuid and p.role in ('owner', 'director', 'head', 'seller')) as owners`.execute(
    tx,
  )
  return rows[0] ?? { industries: [], regions: [], tags: [], owners: [] }
}
