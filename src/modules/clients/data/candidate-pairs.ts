import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Alike } from '../calc/duplicates.ts'
import type { ClientKind } from '../contract.ts'
import type { NearPair } from './near-names.ts'

export type CandidatePair = Alike & NearPair

/** A number that so many clients share is a switchboard and no sign. */
const SHARED_BY_MOST = 12

/**
 * Pairs of clients that share a key, and those whose names were found to be nearly the same, with what is alike in them; run by the server past row level
 * security. Keys are grouped, so that a search costs the clients and not their square.
 */
export async function candidatePairs(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  near: readonly NearPair[],
): Promise<CandidatePair[]> {
  const isCompany = kind === 'company'
  const table = sql.table(isCompany ? 'companies' : 'contacts')
  const ref = sql.ref(`${kind}_id`)
  const nameColumn = sql.ref(isCompany ? 'name' : 'full_name')
  const nameKey = isCompany ? sql`name_key` : sql`lower(full_name) || ' ' || coalesce(company_id::text, id::text)`
  // People are compared by name within their company only: a namesake elsewhere is another person.
  const byOwnKey = isCompany
    ? sql`union all select 'inn', inn, id from client where inn is not null`
    : sql`union all select 'company', company_id::text, id from client where company_id is not null`
  const { rows } = await sql<CandidatePair>`
    -- Which clients share an ИНН, a number, an address or nearly a name?
    with client as materialized (
      select id, ${nameColumn} as name, ${nameKey} as name_key, ${isCompany ? sql`inn` : sql`null::text`} as inn, ${isCompany ? sql`kpp` : sql`null::text`} as kpp,
             ${isCompany ? sql`null::uuid` : sql`company_id`} as company_id, updated_at
      from ${table} where workspace_id = ${workspaceId}::uuid and deleted_at is null ${isCompany ? sql`` : sql`and erased_at is null`}
    ), known (what, value, id) as (
      select 'name', name_key, id from client where name_key <> ''
      union all select 'phone', n.phone_key, n.${ref} from ${sql.table(`${kind}_phones`)} n join client c on c.id = n.${ref} where n.workspace_id = ${workspaceId}::uuid
      union all select 'email', n.email, n.${ref} from ${sql.table(`${kind}_emails`)} n join client c on c.id = n.${ref} where n.workspace_id = ${workspaceId}::uuid
      ${byOwnKey}
    ), grouped as (
      select array_agg(distinct id) as ids from known group by what, value having count(distinct id) between 2 and ${SHARED_BY_MOST}::int
    ), pair as (
      select a.id as a_id, b.id as b_id from grouped g cross join lateral unnest(g.ids) a (id) cross join lateral unnest(g.ids) b (id) where a.id < b.id
      union select * from unnest(${near.map(({ aId }) => aId)}::uuid[], ${near.map(({ bId }) => bId)}::uuid[])
    )
    select p.a_id as "aId", p.b_id as "bId", coalesce(a.inn = b.inn, false) as "sameInn", coalesce(a.inn <> b.inn, false) as "otherInn",
           coalesce(a.kpp <> b.kpp, false) as "otherKpp", coalesce(a.company_id = b.company_id, false) as "sameCompany",
           exists (select from ${sql.table(`${kind}_phones`)} x join ${sql.table(`${kind}_phones`)} y on y.workspace_id = x.workspace_id and y.phone_key = x.phone_key
             where x.workspace_id = ${workspaceId}::uuid and x.${ref} = a.id and y.${ref} = b.id) as "samePhone",
           exists (select from ${sql.table(`${kind}_emails`)} x join ${sql.table(`${kind}_emails`)} y on y.workspace_id = x.workspace_id and y.email = x.email
             where x.workspace_id = ${workspaceId}::uuid and x.${ref} = a.id and y.${ref} = b.id) as "sameEmail",
           (case when a.name_key = b.name_key then 1 else similarity(a.name, b.name) end)::float8 as "nameLikeness"
    from pair p join client a on a.id = p.a_id join client b on b.id = p.b_id`.execute(tx)
  return rows
}
