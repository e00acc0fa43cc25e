import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ClientDeal, ClientKind } from '../contract.ts'

export interface DealSums {
  open: number
  openMinor: number
  won: number
  wonMinor: number
  lost: number
}

const NONE: DealSums = { open: 0, openMinor: 0, won: 0, wonMinor: 0, lost: 0 }

const sums = sql`count(*) filter (where outcome = 'open')::int as open, coalesce(sum(base_minor) filter (where outcome = 'open'), 0)::bigint as "openMinor",
           count(*) filter (where outcome = 'won')::int as won, coalesce(sum(base_minor) filter (where outcome = 'won'), 0)::bigint as "wonMinor",
           count(*) filter (where outcome = 'lost')::int as lost`

/** Deals with this client, as far as the actor sees them. */
export async function dealSums(tx: Tx, workspaceId: string, kind: ClientKind, id: string): Promise<DealSums> {
  const { rows } = await sql<DealSums>`
    -- How many deals are there with this client, and for how much?
    select ${sums} from deals
    where workspace_id = ${workspaceId}::uuid and ${sql.ref(`${kind}_id`)} = ${id}::uuid and deleted_at is null`.execute(
    tx,
  )
  return rows[0] ?? NONE
}

/** Firms of a holding with the sums of their deals. */
export async function childCompanies(
  tx: Tx,
  workspaceId: string,
  parentId: string,
): Promise<{ id: string; name: string; deals: DealSums }[]> {
  const { rows } = await sql<{ id: string; name: string } & DealSums>`
    -- Which firms belong to this holding, and how do we sell to each?
    select c.id, c.name, s.*
    from companies c
    cross join lateral (select ${sums} from deals d where d.workspace_id = c.workspace_id and d.company_id = c.id and d.deleted_at is null) s
    where c.workspace_id = ${workspaceId}::uuid and c.parent_id = ${parentId}::uuid and c.deleted_at is null
    order by c.name_key, c.id limit 200`.execute(tx)
  return rows.map(({ id, name, ...deals }) => ({ id, name, deals }))
}

interface Row {
  id: string
  title: string
  stageName: string
  stageColor: string
  meaning: 'open' | 'won' | 'lost'
  ownerId: string | null
  ownerName: string | null
  baseMinor: number
  createdAt: Date
  closedAt: Date | null
}

/** A page of a client's deals: open ones first, newest first. `after`: 0 for open, the moment of making, the id. */
export async function dealPage(
  tx: Tx,
  workspaceId: string,
  {
    kind,
    id,
    after,
    most,
  }: { kind: ClientKind; id: string; after?: readonly [number, string, string] | undefined; most: number },
): Promise<ClientDeal[]> {
  const [closed, at, last] = after ?? [-1, '2100-01-01', '00000000-0000-0000-0000-000000000000']
  const { rows } = await sql<Row>`
    -- Which deals are there with this client?
    select d.id, d.title, s.name as "stageName", s.color as "stageColor", s.meaning, p.id as "ownerId", p.full_name as "ownerName",
           d.base_minor as "baseMinor", d.created_at as "createdAt", d.closed_at as "closedAt"
    from deals d
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    where d.workspace_id = ${workspaceId}::uuid and d.${sql.ref(`${kind}_id`)} = ${id}::uuid and d.deleted_at is null
      and ((d.outcome <> 'open')::int > ${closed}::int or ((d.outcome <> 'open')::int = ${closed}::int
        and (date_trunc('milliseconds', d.created_at), d.id) < (${at}::timestamptz, ${last}::uuid)))
    order by (d.outcome <> 'open')::int, date_trunc('milliseconds', d.created_at) desc, d.id desc limit ${most}::int`.execute(
    tx,
  )
  return rows.map(({ stageName, stageColor, meaning, ownerId, ownerName, createdAt, closedAt, ...deal }) => ({
    ...deal,
    stage: { name: stageName, color: stageColor, meaning },
    owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null,
    createdAt: createdAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }))
}
