import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ClientKind } from '../contract.ts'
import type { Likeness } from '../calc/duplicates.ts'

export interface Typed {
  name: string | null
  nameKey: string | null
  inn: string | null
  phones: readonly string[]
  emails: readonly string[]
}

export interface LikeClient {
  id: string
  name: string
  inn: string | null
  region: string | null
  companyName: string | null
  phone: string | null
  ownerId: string | null
  ownerName: string | null
  sameInn: boolean
  otherInn: boolean
  samePhone: boolean
  sameEmail: boolean
  nameLikeness: number
}

/** Clients like the one that is being typed in, as far as the actor sees them; `most` of each way. */
export async function likeClients(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  { name, nameKey, inn, phones, emails }: Typed,
  most: number,
): Promise<LikeClient[]> {
  const ref = sql.ref(`${kind}_id`)
  const like = sql.raw(kind === 'company' ? 'companies_like' : 'contacts_like')
  const isCompany = kind === 'company'
  const byKeys = isCompany
    ? sql`union all (select id, 0 from companies where workspace_id = ${workspaceId}::uuid and inn = ${inn} and deleted_at is null limit ${most}::int)
      union all (select id, 1 from companies where workspace_id = ${workspaceId}::uuid and name_key = ${nameKey} and deleted_at is null limit ${most}::int)`
    : sql``
  const { rows } = await sql<LikeClient>`
    -- Who may be the client that is being typed in?
    with found (id, likeness) as (
      select id, likeness from ${like}(${name ?? ''}, ${name === null ? 0 : most}::int)
      ${byKeys}
      union all (select ${ref}, 0 from ${sql.table(`${kind}_phones`)} where workspace_id = ${workspaceId}::uuid and phone_key = any (${[...phones]}::text[]) limit ${most}::int)
      union all (select ${ref}, 0 from ${sql.table(`${kind}_emails`)} where workspace_id = ${workspaceId}::uuid and email = any (${[...emails]}::text[]) limit ${most}::int)
    ), best as (select id, max(likeness) as likeness from found group by id)
    select c.id, ${isCompany ? sql`c.name` : sql`c.full_name`} as name, ${isCompany ? sql`c.inn` : sql`null`} as inn, ${isCompany ? sql`c.region` : sql`null`} as region,
           ${isCompany ? sql`null` : sql`k.name`} as "companyName", c.phone, p.id as "ownerId", p.full_name as "ownerName",
           ${isCompany ? sql`coalesce(c.inn = ${inn}, false)` : sql`false`} as "sameInn", ${isCompany ? sql`coalesce(c.inn <> ${inn}, false)` : sql`false`} as "otherInn",
           exists (select from ${sql.table(`${kind}_phones`)} n where n.workspace_id = c.workspace_id and n.${ref} = c.id and n.phone_key = any (${[...phones]}::text[])) as "samePhone",
           exists (select from ${sql.table(`${kind}_emails`)} n where n.workspace_id = c.workspace_id and n.${ref} = c.id and n.email = any (${[...emails]}::text[])) as "sameEmail",
           best.likeness::float8 as "nameLikeness"
    from best join ${sql.table(isCompany ? 'companies' : 'contacts')} c on c.workspace_id = ${workspaceId}::uuid and c.id = best.id and c.deleted_at is null
    left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    ${isCompany ? sql`` : sql`left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id`}`.execute(
    tx,
  )
  return rows
}

export interface FoundPair {
  aId: string
  bId: string
  score: number
  reasons: readonly Likeness[]
}

/** Keeps the pairs that a search has found; decided ones stay decided, open ones that were not found again go. */
export async function replacePairs(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  pairs: readonly FoundPair[],
): Promise<void> {
  await sql`delete from duplicate_pairs where workspace_id = ${workspaceId}::uuid and kind = ${kind} and state = 'open'`.execute(
    tx,
  )
  for (let from = 0; from < pairs.length; from += 5_000) {
    await sql`
      insert into duplicate_pairs (workspace_id, kind, a_id, b_id, score, reasons)
      select ${workspaceId}::uuid, ${kind}, x."aId", x."bId", x.score, x.reasons
      from jsonb_to_recordset(${JSON.stringify(pairs.slice(from, from + 5_000))}::jsonb) as x ("aId" uuid, "bId" uuid, score real, reasons text[])
      on conflict (workspace_id, kind, a_id, b_id) do nothing`.execute(tx)
  }
}

/** Remembers that two clients are not one, or forgets it. */
export async function decidePair(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  { aId, bId }: { aId: string; bId: string },
  { different, actorId }: { different: boolean; actorId: string },
): Promise<void> {
  const state = different ? 'different' : 'open'
  await sql`
    insert into duplicate_pairs (workspace_id, kind, a_id, b_id, score, reasons, state, decided_at, decided_by)
    values (${workspaceId}::uuid, ${kind}, ${aId}::uuid, ${bId}::uuid, 0, '{}', ${state}, now(), ${actorId}::uuid)
    on conflict (workspace_id, kind, a_id, b_id) do update set state = excluded.state, decided_at = now(), decided_by = excluded.decided_by`.execute(
    tx,
  )
}

export interface PairSide {
  id: string
  name: string
  detail: string | null
  ownerId: string | null
  ownerName: string | null
  createdAt: string
  deals: number
  inn: string | null
  kpp: string | null
  industry: string | null
  region: string | null
  jobTitle: string | null
  companyId: string | null
  comment: string | null
  phones: number
  emails: number
}

export interface PairRow {
  aId: string
  bId: string
  score: number
  reasons: Likeness[]
  foundAt: Date
  a: PairSide
  b: PairSide
}

/** Pairs that nobody has decided, likeliest first, after the given one; both sides are there and the actor sees them. */
export async function openPairs(
  tx: Tx,
  workspaceId: string,
  {
    kind,
    after,
    most,
    aId = null,
    bId = null,
  }: {
    kind: ClientKind
    after?: readonly [number, string, string] | undefined
    most: number
    aId?: string | null
    bId?: string | null
  },
): Promise<PairRow[]> {
  const [score, lastA, lastB] = after ?? [
    2,
    '00000000-0000-0000-0000-000000000000',
    '00000000-0000-0000-0000-000000000000',
  ]
  const table = sql.table(kind === 'company' ? 'companies' : 'contacts')
  const { rows } = await sql<PairRow>`
    -- Which clients may be one and the same?
    select d.a_id as "aId", d.b_id as "bId", d.score::float8 as score, d.reasons, d.found_at as "foundAt", ${side(kind, 'a')} as a, ${side(kind, 'b')} as b
    from duplicate_pairs d
    join ${table} a on a.workspace_id = d.workspace_id and a.id = d.a_id and a.deleted_at is null
    join ${table} b on b.workspace_id = d.workspace_id and b.id = d.b_id and b.deleted_at is null
    where d.workspace_id = ${workspaceId}::uuid and d.kind = ${kind} and d.state = 'open'
      and (d.score < ${score}::real or (d.score = ${score}::real and (d.a_id, d.b_id) > (${lastA}::uuid, ${lastB}::uuid)))
      and (${aId}::uuid is null or (d.a_id = ${aId}::uuid and d.b_id = ${bId}::uuid))
    order by d.score desc, d.a_id, d.b_id limit ${most}::int`.execute(tx)
  return rows
}

function side(kind: ClientKind, alias: 'a' | 'b') {
  const of = (column: string) => sql.ref(`${alias}.${column}`)
  const counted = (table: string) =>
    sql`(select count(*) from ${sql.table(table)} n where n.workspace_id = d.workspace_id and n.${sql.ref(`${kind}_id`)} = ${of('id')})`
  const own =
    kind === 'company'
      ? sql`'name', ${of('name')}, 'detail', ${of('region')}, 'inn', ${of('inn')},
          'kpp', ${of('kpp')}, 'industry', ${of('industry')}, 'region', ${of('region')}`
      : sql`'name', ${of('full_name')}, 'detail', concat_ws(' · ', (select k.name from companies k where k.workspace_id = d.workspace_id and k.id = ${of('company_id')}),
          ${of('job_title')}), 'jobTitle', ${of('job_title')}, 'companyId', ${of('company_id')}`
  return sql`jsonb_build_object('id', ${of('id')}, ${own}, 'ownerId', ${of('owner_id')}, 'comment', ${of('comment')},
      'ownerName', (select p.full_name from people p where p.workspace_id = d.workspace_id and p.id = ${of('owner_id')}),
      'createdAt', to_char(${of('created_at')} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'phones', ${counted(`${kind}_phones`)}, 'emails', ${counted(`${kind}_emails`)}, 'deals', ${counted('deals')})`
}

/** When pairs were last looked for. */
export async function lastSearch(tx: Tx, workspaceId: string, kind: ClientKind): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    -- When were duplicates last looked for?
    select max(found_at) as at from duplicate_pairs where workspace_id = ${workspaceId}::uuid and kind = ${kind}`.execute(
    tx,
  )
  return rows[0]?.at ?? null
}
