import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface StoredOwner {
  personId: string
  name: string
  fromOn: string
  toOn: string | null
  leftOn: string | null
}

export interface StoredTerritory {
  id: string
  name: string
  regions: string[]
  rule: string | null
  isArchived: boolean
  owners: StoredOwner[]
  companies: number
  version: number
}

/** Territories by name with all their owners, the latest first; companies as far as the actor sees them. */
export async function listTerritories(
  tx: Tx,
  workspaceId: string,
  { id = null }: { id?: string | null } = {},
): Promise<StoredTerritory[]> {
  const { rows } = await sql<StoredTerritory>`
    -- Which territories are there, who answers for them, how many companies are in their regions?
    with by_region as (
      select lower(region) as region, count(*)::int as n from facts.companies
      where workspace_id = ${workspaceId}::uuid and region is not null and deleted_at is null group by 1
    )
    select t.id, t.name, t.regions, t.rule, t.archived_at is not null as "isArchived", t.version,
      coalesce((select sum(r.n)::int from by_region r where r.region in (select lower(x) from unnest(t.regions) x)), 0) as companies,
      coalesce((select jsonb_agg(jsonb_build_object('personId', o.person_id, 'name', p.full_name, 'fromOn', o.from_on, 'toOn', o.to_on,
          'leftOn', p.left_on) order by o.from_on desc)
        from territory_owners o join people p on p.workspace_id = o.workspace_id and p.id = o.person_id
        where o.workspace_id = t.workspace_id and o.territory_id = t.id), '[]') as owners
    from territories t
    where t.workspace_id = ${workspaceId}::uuid and (${id}::uuid is null or t.id = ${id}::uuid)
    order by t.archived_at is not null, t.name collate "ru-x-icu", t.id`.execute(tx)
  return rows
}

/** Locks the list of territories: names and regions are compared among all of them. */
export async function lockTerritories(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('territories'), hashtext(${workspaceId}))`.execute(tx)
}

export interface TerritoryValues {
  name: string
  regions: readonly string[]
  rule: string | null
  isArchived: boolean
}

export async function putTerritory(tx: Tx, workspaceId: string, id: string, values: TerritoryValues): Promise<void> {
  const { name, regions, rule, isArchived } = values
  await sql`
    -- This territory as it is to be.
    insert into territories as t (workspace_id, id, name, regions, rule)
    values (${workspaceId}::uuid, ${id}::uuid, ${name}, ${[...regions]}::text[], ${rule})
    on conflict (workspace_id, id) do update set name = excluded.name, regions = excluded.regions, rule = excluded.rule, version = t.version + 1,
      archived_at = case when ${isArchived}::boolean then coalesce(t.archived_at, now()) end`.execute(tx)
}

/** From this day on; whoever had it before ends on the day before. */
export async function putOwner(
  tx: Tx,
  workspaceId: string,
  id: string,
  { personId, fromOn }: { personId: string | null; fromOn: string },
): Promise<void> {
  await sql`delete from territory_owners where workspace_id = ${workspaceId}::uuid and territory_id = ${id}::uuid and from_on = ${fromOn}::date`.execute(
    tx,
  )
  await sql`
    update territory_owners set to_on = ${fromOn}::date - 1
    where workspace_id = ${workspaceId}::uuid and territory_id = ${id}::uuid and from_on < ${fromOn}::date and (to_on is null or to_on >= ${fromOn}::date)`.execute(
    tx,
  )
  if (personId)
    await sql`
      insert into territory_owners (workspace_id, territory_id, person_id, from_on)
      values (${workspaceId}::uuid, ${id}::uuid, ${personId}::uuid, ${fromOn}::date)`.execute(tx)
  await sql`update territories set version = version + 1 where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(
    tx,
  )
}
