import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'

/** Records that change hands in one statement a kind. Deals and leads have commands of their own. */
export type OwnedKind = 'company' | 'contact' | 'task' | 'activity'

interface Place {
  table: string
  log: string
  /** The log's column that names the record. */
  ref: string
  /** What may still change hands. */
  live: RawBuilder<unknown>
  touches?: RawBuilder<unknown>
  /** The log's further columns and their values. */
  more?: [RawBuilder<unknown>, RawBuilder<unknown>]
}

const touched = sql`, updated_at = now()`
const PLACES: Record<OwnedKind, Place> = {
  company: {
    table: 'companies',
    log: 'company_edits',
    ref: 'company_id',
    live: sql`t.deleted_at is null`,
    touches: touched,
  },
  contact: {
    table: 'contacts',
    log: 'contact_edits',
    ref: 'contact_id',
    live: sql`t.deleted_at is null`,
    touches: touched,
  },
  task: {
    table: 'tasks',
    log: 'task_edits',
    ref: 'task_id',
    live: sql`t.state = 'open' and t.deleted_at is null`,
    touches: touched,
  },
  activity: {
    table: 'activities',
    log: 'activity_edits',
    ref: 'activity_id',
    live: sql`not t.done`,
    more: [sql`, action`, sql`, 'edited'`],
  },
}

export interface Move {
  id: string
  fromId: string
  toId: string
  /** Only if the record is still in this version; null: whatever it is. */
  version: number | null
}

/** As rows of a statement. */
export const MOVE = { id: 'uuid', fromId: 'uuid', toId: 'uuid', version: 'int4' } as const

/** Gives records to other people, each with a line in its own history. What is not with `fromId` any more, or was changed, stays; gives those moved. */
export async function moveOwned(
  tx: Tx,
  { workspaceId, actorId, source, at }: { workspaceId: string; actorId: string; source: string; at: Date },
  kind: OwnedKind,
  moves: readonly Move[],
): Promise<{ id: string; version: number }[]> {
  if (moves.length === 0) return []
  const { table, log, ref, live, touches = sql``, more = [sql``, sql``] } = PLACES[kind]
  const { rows } = await sql<{ id: string; version: number }>`
    -- These records change hands.
    with moved as (
      update ${sql.table(table)} t set owner_id = x."toId", version = t.version + 1 ${touches}
      from ${rowsAsTable(moves, MOVE)}
      where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.owner_id = x."fromId" and (x.version is null or t.version = x.version) and ${live}
      returning t.id, t.version, x."fromId" as from_id, x."toId" as to_id
    ), logged as (
      insert into ${sql.table(log)} (workspace_id, ${sql.ref(ref)}, version, at, actor_id, source, changes ${more[0]})
      select ${workspaceId}::uuid, id, version, ${at}::timestamptz, ${actorId}::uuid, ${source},
             jsonb_build_object('ownerId', jsonb_build_object('from', from_id, 'to', to_id)) ${more[1]}
      from moved
    )
    select id, version from moved`.execute(tx)
  return rows
}

/** Deals of these that are still with their owner (and in their version, where one is named), held until the transaction ends. */
export async function dealsStillThere(tx: Tx, workspaceId: string, moves: readonly Move[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    -- Which of these deals may change hands?
    select d.id from ${rowsAsTable(moves, MOVE)}
    join deals d on d.workspace_id = ${workspaceId}::uuid and d.id = x.id
    where d.owner_id = x."fromId" and (x.version is null or d.version = x.version) and d.deleted_at is null
    order by d.id for no key update of d`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}
