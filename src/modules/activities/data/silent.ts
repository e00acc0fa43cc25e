import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { SilentRow } from '../contract.ts'

export interface SilentFilter {
  /** Nobody has been reached since. */
  since: Date
  /** Null: of all whom the actor sees. */
  ownerIds: readonly string[] | null
  pipelineId?: string | undefined
  stageIds?: readonly string[] | undefined
}

interface Row extends Omit<SilentRow, 'owner' | 'lastContactAt'> {
  ownerId: string | null
  ownerName: string | null
  lastContactAt: Date | null
}

/** Open deals that nobody has reached since then and for which nothing is planned, the most money first. */
export async function silentDeals(
  tx: Tx,
  workspaceId: string,
  { since, ownerIds, pipelineId, stageIds }: SilentFilter,
  limit: number,
): Promise<SilentRow[]> {
  const { rows } = await sql<Row>`
    -- Which open deals has nobody reached for so long, with nothing planned?
    select d.id as "dealId", d.company_id as "companyId", d.title as name, c.name as company, s.name as stage,
           d.owner_id as "ownerId", p.full_name as "ownerName", d.base_minor as "amountMinor", coalesce(k.phone, c.phone) as phone,
           (select max(a.occurred_at) from activities a
            where a.workspace_id = d.workspace_id and a.deal_id = d.id and a.done and a.is_contact) as "lastContactAt"
    from deals d
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join companies c on c.workspace_id = d.workspace_id and c.id = d.company_id
    left join contacts k on k.workspace_id = d.workspace_id and k.id = d.contact_id
    left join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    where d.workspace_id = ${workspaceId}::uuid and d.deleted_at is null and d.outcome = 'open' and d.owner_id is not null
      ${ownerIds ? sql`and d.owner_id = any (${[...ownerIds]}::uuid[])` : sql``}
      ${pipelineId ? sql`and d.pipeline_id = ${pipelineId}::uuid` : sql``}
      ${stageIds ? sql`and d.stage_id = any (${[...stageIds]}::uuid[])` : sql``}
      and d.created_at < ${since}::timestamptz
      and not exists (select from activities a where a.workspace_id = d.workspace_id and a.deal_id = d.id
        and (not a.done or (a.done and a.is_contact and a.occurred_at >= ${since}::timestamptz)))
    order by d.base_minor desc, d.id desc limit ${limit}::int`.execute(tx)
  return rows.map(silentRow)
}

/** Companies of these people that nobody has reached since then and for which nothing is planned, the longest silence first. */
export async function silentCompanies(
  tx: Tx,
  workspaceId: string,
  { since, ownerIds }: SilentFilter,
  limit: number,
): Promise<SilentRow[]> {
  const { rows } = await sql<Row>`
    -- Which companies has nobody reached for so long, with nothing planned?
    select null::uuid as "dealId", c.id as "companyId", c.name, c.name as company, null as stage, c.owner_id as "ownerId", p.full_name as "ownerName",
           null::bigint as "amountMinor", c.phone, l.at as "lastContactAt"
    from companies c
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    cross join lateral (select max(a.occurred_at) as at from activities a
      where a.workspace_id = c.workspace_id and a.company_id = c.id and a.done and a.is_contact) l
    where c.workspace_id = ${workspaceId}::uuid and c.owner_id is not null and c.deleted_at is null
      ${ownerIds ? sql`and c.owner_id = any (${[...ownerIds]}::uuid[])` : sql``}
      and (l.at is null or l.at < ${since}::timestamptz)
      and not exists (select from activities a where a.workspace_id = c.workspace_id and a.company_id = c.id and not a.done)
    order by l.at nulls last, c.id limit ${limit}::int`.execute(tx)
  return rows.map(silentRow)
}

function silentRow({ ownerId, ownerName, lastContactAt, ...row }: Row): SilentRow {
  return {
    ...row,
    owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    lastContactAt: lastContactAt?.toISOString() ?? null,
  }
}
