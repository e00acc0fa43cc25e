import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface ApiKey {
  id: string
  name: string
  prefix: string
  access: 'read' | 'write'
  personId: string
  personName: string
  createdAt: Date
  lastUsedAt: Date | null
}

/** Row level security decides whose: one's own, or all for an administrator. */
export async function listKeys(tx: Tx): Promise<ApiKey[]> {
  const rows = await tx
    .selectFrom('api_keys as k')
    .innerJoin('people as p', (join) =>
      join.onRef('p.workspace_id', '=', 'k.workspace_id').onRef('p.id', '=', 'k.person_id'),
    )
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'k.access',
      'k.person_id as personId',
      'p.full_name as personName',
      'k.created_at as createdAt',
      'k.last_used_at as lastUsedAt',
    ])
    .where('k.revoked_at', 'is', null)
    .orderBy('k.created_at', 'desc')
    .execute()
  return rows as ApiKey[]
}

interface NewKey {
  workspaceId: string
  personId: string
  name: string
  prefix: string
  hash: string
  access: 'read' | 'write'
}

export async function insertKey(tx: Tx, key: NewKey): Promise<string> {
  const row = {
    workspace_id: key.workspaceId,
    person_id: key.personId,
    name: key.name,
    prefix: key.prefix,
    key_hash: key.hash,
    access: key.access,
  }
  return (await tx.insertInto('api_keys').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function countKeys(tx: Tx, personId: string): Promise<number> {
  const own = tx.selectFrom('api_keys').select('id').where('person_id', '=', personId).where('revoked_at', 'is', null)
  return (await own.execute()).length
}

/** @returns name of the key, or undefined when there is none that the actor may revoke */
export async function revokeKey(tx: Tx, id: string, now: Date): Promise<string | undefined> {
  const query = tx.updateTable('api_keys').set({ revoked_at: now }).where('id', '=', id).where('revoked_at', 'is', null)
  return (await query.returning('name').executeTakeFirst())?.name
}

/** Past row level security: whose key it is; notes its use, at most once a minute. */
export async function keyOwner(
  tx: Tx,
  hash: string,
  now: Date,
): Promise<{ personId: string; access: 'read' | 'write' } | undefined> {
  const { rows } = await sql<{
    personId: string
    access: 'read' | 'write'
    workspaceId: string
    id: string
    isStale: boolean
  }>`
    select person_id as "personId", access, workspace_id as "workspaceId", id,
           last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute' as "isStale"
    from api_keys where key_hash = ${hash} and revoked_at is null`.execute(tx)
  const key = rows[0]
  if (key?.isStale) {
    await tx
      .updateTable('api_keys')
      .set({ last_used_at: now })
      .where('workspace_id', '=', key.workspaceId)
      .where('id', '=', key.id)
      .execute()
  }
  return key
}
