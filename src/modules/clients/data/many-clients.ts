import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ClientKind } from '../contract.ts'

const tableOf = (kind: ClientKind) => sql.table(kind === 'company' ? 'companies' : 'contacts')

/** Puts clients into the trash or takes them out, those of the actor's people and of nobody; gives which. */
export async function binClients(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  ids: readonly string[],
  { deleted, actorId, people }: { deleted: boolean; actorId: string; people: readonly string[] | null },
): Promise<{ id: string; ownerId: string | null; version: number }[]> {
  const { rows } = await sql<{ id: string; ownerId: string | null; version: number }>`
    update ${tableOf(kind)}
    set deleted_at = ${deleted ? sql`now()` : sql`null`}, deleted_by = ${deleted ? actorId : null}::uuid, version = version + 1, updated_at = now()
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) and merged_into is null
      and (deleted_at is null) = ${deleted}::boolean
      and (${people === null}::boolean or owner_id is null or owner_id = any (${[...(people ?? [])]}::uuid[]))
    returning id, owner_id as "ownerId", version`.execute(tx)
  return rows
}

/** Deletes a client for good, with its numbers and its history. */
export async function deleteClient(tx: Tx, workspaceId: string, kind: ClientKind, id: string): Promise<void> {
  await sql`delete from ${tableOf(kind)} where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

/** Gives clients to a person, those of the actor's people and of nobody; gives whose each changed one was. */
export async function assignClients(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  ids: readonly string[],
  { ownerId, people }: { ownerId: string | null; people: readonly string[] | null },
): Promise<{ id: string; ownerId: string | null; version: number }[]> {
  const { rows } = await sql<{ id: string; ownerId: string | null; version: number }>`
    -- Who has these clients now, and whose were they?
    with was as (
      select id, owner_id from ${tableOf(kind)}
      where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) and deleted_at is null
        and owner_id is distinct from ${ownerId}::uuid
        and (${people === null}::boolean or owner_id is null or owner_id = any (${[...(people ?? [])]}::uuid[]))
      for update
    )
    update ${tableOf(kind)} c set owner_id = ${ownerId}::uuid, version = c.version + 1, updated_at = now()
    from was where c.workspace_id = ${workspaceId}::uuid and c.id = was.id
    returning c.id, was.owner_id as "ownerId", c.version`.execute(tx)
  return rows
}
