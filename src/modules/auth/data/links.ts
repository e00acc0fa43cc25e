import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export type LinkKind = 'invitation' | 'password'

export interface OpenLink {
  id: string
  kind: LinkKind
  workspaceId: string
  personId: string
  fullName: string
  email: string
  userId: string | null
  companyName: string
}

interface NewLink {
  workspaceId: string
  personId: string
  kind: LinkKind
  hash: string
  createdBy: string | null
  expiresAt: Date
}

/** The newest link of a kind is the only one that works. */
export async function replaceLink(
  tx: Tx,
  { workspaceId, personId, kind, hash, createdBy, expiresAt }: NewLink,
): Promise<void> {
  await dropLinks(tx, { workspaceId, personId, kind })
  const row = {
    workspace_id: workspaceId,
    person_id: personId,
    kind,
    token_hash: hash,
    created_by: createdBy,
    expires_at: expiresAt,
  }
  await tx.insertInto('access_links').values(row).execute()
}

/** @returns how many unused links there were */
export async function dropLinks(
  tx: Tx,
  { workspaceId, personId, kind }: { workspaceId: string; personId: string; kind?: LinkKind },
): Promise<number> {
  const query = tx
    .deleteFrom('access_links')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
  return Number((await (kind ? query.where('kind', '=', kind) : query).executeTakeFirst()).numDeletedRows)
}

/** Past row level security: the link that a stranger holds, if it still works. With `lock` nobody else can use it meanwhile. */
export async function openLink(tx: Tx, hash: string, now: Date, { lock = false } = {}): Promise<OpenLink | undefined> {
  const { rows } = await sql<OpenLink>`
    select l.id, l.kind, l.workspace_id as "workspaceId", p.id as "personId", p.full_name as "fullName", p.email, p.user_id as "userId", w.name as "companyName"
    from access_links l
    join people p on p.workspace_id = l.workspace_id and p.id = l.person_id
    join workspaces w on w.id = l.workspace_id
    where l.token_hash = ${hash} and l.used_at is null and l.expires_at > ${now} and p.email is not null and p.state <> 'disabled'
      and (p.left_on is null or p.left_on >= (${now}::timestamptz at time zone w.time_zone)::date)
      and (l.kind = 'invitation') = (p.user_id is null)
    ${lock ? sql`for update of l` : sql``}`.execute(tx)
  return rows[0]
}

export async function useLink(tx: Tx, { workspaceId, id }: OpenLink, now: Date): Promise<void> {
  await tx
    .updateTable('access_links')
    .set({ used_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function sweepLinks(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('access_links').where('expires_at', '<', before).execute()
}
