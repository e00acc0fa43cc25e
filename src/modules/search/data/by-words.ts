import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Found } from './by-key.ts'

/** What the index holds besides deals. */
const KINDS = ['company', 'contact', 'task', 'lead'] as const
/** What people mistype are names. */
const NAMED = ['company', 'contact', 'lead', 'deal'] as const

/** Records of each kind that have all pieces of the text; of deals those first that are open and new. */
export async function foundByWords(tx: Tx, text: string, pieces: readonly string[], most: number): Promise<Found[]> {
  if (pieces.length === 0) return []
  const asked = [...pieces]
  const [deals, ...others] = await Promise.all([
    sql<{ id: string }>`select id from search_deals(${text}, ${most}::int)`.execute(tx),
    ...KINDS.map((kind) =>
      sql<{ id: string }>`select search_ids(${kind}, ${asked}::text[], ${most}::int) as id`.execute(tx),
    ),
  ])
  // The pieces in another order, or with something in between.
  const scattered =
    deals.rows.length < most && pieces.length > 1
      ? (await sql<{ id: string }>`select search_ids('deal', ${asked}::text[], ${most}::int) as id`.execute(tx)).rows
      : []
  return [
    ...[...deals.rows, ...scattered].map(({ id }): Found => ({ kind: 'deal', id })),
    ...KINDS.flatMap((kind, place) => (others[place]?.rows ?? []).map(({ id }): Found => ({ kind, id }))),
  ]
}

/** Records whose names resemble the text: a letter left out, doubled or changed. */
export async function foundAlike(tx: Tx, text: string, most: number): Promise<Found[]> {
  const answers = await Promise.all(
    NAMED.map((kind) => sql<{ id: string }>`select search_likes(${kind}, ${text}, ${most}::int) as id`.execute(tx)),
  )
  return NAMED.flatMap((kind, place) => (answers[place]?.rows ?? []).map(({ id }): Found => ({ kind, id })))
}

/** People of the company by a piece of the name, the job or the address; there are few of them. */
export async function foundPeople(tx: Tx, workspaceId: string, text: string, most: number): Promise<Found[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p
    where p.workspace_id = ${workspaceId}::uuid and search_key(concat_ws(' ', p.full_name, p.job_title, p.email)) like search_key(like_pattern(${text}))
    order by p.left_on is not null, p.full_name limit ${most}::int`.execute(tx)
  return rows.map(({ id }) => ({ kind: 'person', id }))
}
