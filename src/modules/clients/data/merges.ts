import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Changes } from '../calc/changes.ts'
import type { ClientKind } from '../contract.ts'

export interface StoredMerge {
  id: string
  kind: ClientKind
  masterId: string
  masterName: string | null
  masterOwnerId: string | null
  absorbedId: string
  absorbedName: string | null
  at: Date
  byId: string | null
  byName: string | null
  undoneAt: Date | null
  changes: Changes
}

/** Merges that the actor may see, newest first: one, those of a client, or the last ones. */
export async function readMerges(
  tx: Tx,
  workspaceId: string,
  {
    id = null,
    kind = null,
    clientId = null,
    most,
  }: {
    id?: string | null
    kind?: ClientKind | null
    clientId?: string | null
    most: number
  },
): Promise<StoredMerge[]> {
  const { rows } = await sql<StoredMerge>`
    -- Which clients became one, and by whom?
    select m.id, m.kind, m.master_id as "masterId", coalesce(mc.name, mp.full_name) as "masterName",
           coalesce(mc.owner_id, mp.owner_id) as "masterOwnerId", m.absorbed_id as "absorbedId", coalesce(ac.name, ap.full_name) as "absorbedName",
           m.at, p.id as "byId", p.full_name as "byName", m.undone_at as "undoneAt", m.changes
    from merges m
    left join people p on p.workspace_id = m.workspace_id and p.id = m.actor_id
    left join companies mc on m.kind = 'company' and mc.workspace_id = m.workspace_id and mc.id = m.master_id
    left join companies ac on m.kind = 'company' and ac.workspace_id = m.workspace_id and ac.id = m.absorbed_id
    left join contacts mp on m.kind = 'contact' and mp.workspace_id = m.workspace_id and mp.id = m.master_id
    left join contacts ap on m.kind = 'contact' and ap.workspace_id = m.workspace_id and ap.id = m.absorbed_id
    where m.workspace_id = ${workspaceId}::uuid and (${id}::uuid is null or m.id = ${id}::uuid) and (${kind}::text is null or m.kind = ${kind})
      and (${clientId}::uuid is null or m.master_id = ${clientId}::uuid or m.absorbed_id = ${clientId}::uuid)
    order by m.at desc, m.id desc limit ${most}::int`.execute(tx)
  return rows
}

/** Who made the running merge of an absorbed client. */
export async function mergeOf(tx: Tx, workspaceId: string, absorbedId: string): Promise<StoredMerge | undefined> {
  const found = await readMerges(tx, workspaceId, { clientId: absorbedId, most: 20 })
  return found.find((merge) => merge.absorbedId === absorbedId && merge.undoneAt === null)
}

/** Writes a merge down; what it moves follows with moveChildren. */
export async function insertMerge(
  tx: Tx,
  workspaceId: string,
  merge: { id: string; kind: ClientKind; masterId: string; absorbedId: string; changes: Changes; actorId: string },
): Promise<void> {
  const { id, kind, masterId, absorbedId, changes, actorId } = merge
  await sql`
    insert into merges (workspace_id, id, kind, master_id, absorbed_id, changes, actor_id)
    values (${workspaceId}::uuid, ${id}::uuid, ${kind}, ${masterId}::uuid, ${absorbedId}::uuid, ${JSON.stringify(changes)}::jsonb, ${actorId}::uuid)`.execute(
    tx,
  )
}

/** Moves all that points at the absorbed client to the master, whoever may see it; gives how many rows. */
export async function moveChildren(tx: Tx, mergeId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select move_client_children(${mergeId}::uuid) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Marks a merge as taken back; false when somebody was faster. */
export async function markUndone(tx: Tx, workspaceId: string, id: string, actorId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update merges set undone_at = now(), undone_by = ${actorId}::uuid
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and undone_at is null`.execute(tx)
  return (numAffectedRows ?? 0n) > 0n
}

/** Gives back what a merge took and what still points at the master; gives how many rows. */
export async function moveChildrenBack(tx: Tx, mergeId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select move_client_children_back(${mergeId}::uuid) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What of a merge's rows still points at the master, by table. */
export async function mergeMoves(tx: Tx, mergeId: string): Promise<{ target: string; moved: number; still: number }[]> {
  const { rows } = await sql<{ target: string; moved: number; still: number }>`
    -- What did this merge move, and what of it can go back?
    select target, sum(moved)::bigint as moved, sum(still)::bigint as still from count_merge_moves(${mergeId}::uuid) group by target order by target`.execute(
    tx,
  )
  return rows
}

/** How many rows of each table point at a client. */
export async function childrenOf(tx: Tx, kind: ClientKind, id: string): Promise<{ what: string; count: number }[]> {
  const { rows } = await sql<{ what: string; count: number }>`
    -- What hangs on this client?
    select target as what, sum(n)::bigint as count from count_client_children(${kind}, ${id}::uuid) group by target order by target`.execute(
    tx,
  )
  return rows
}

/** Takes the absorbed client out of sight: it lives on in the master. Or brings it back. */
export async function setMergedInto(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  id: string,
  into: string | null,
  actorId: string,
): Promise<void> {
  const by = into === null ? null : actorId
  await sql`
    update ${sql.table(kind === 'company' ? 'companies' : 'contacts')}
    set merged_into = ${into}::uuid, deleted_at = ${into === null ? sql`null` : sql`now()`}, deleted_by = ${by}::uuid
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}
