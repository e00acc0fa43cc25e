import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/**
 * Gives leads to other people, of those that are still with `fromId` in this version; what was in work waits to be accepted again. Gives the leads
 * that were moved with their versions afterwards.
 */
export async function handOverLeads(
  tx: Tx,
  { workspaceId, actorId, fromId, now }: { workspaceId: string; actorId: string; fromId: string | null; now: Date },
  moves: readonly { id: string; toId: string; version?: number }[],
): Promise<{ id: string; version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`
    -- These leads go to other people.
    with asked as (
      select * from unnest(${moves.map(({ id }) => id)}::uuid[], ${moves.map(({ toId }) => toId)}::uuid[],
        ${moves.map(({ version }) => version ?? null)}::int[]) as a (id, to_id, version)
    ), logged as (
      insert into lead_log (workspace_id, lead_id, at, kind, actor_id, from_person_id, to_person_id, details)
      select l.workspace_id, l.id, ${now}::timestamptz, 'assigned', ${actorId}::uuid, l.owner_id, a.to_id, '{"how": "handover"}'
      from asked a join leads l on l.workspace_id = ${workspaceId}::uuid and l.id = a.id
      where l.owner_id is not distinct from ${fromId}::uuid and (a.version is null or l.version = a.version)
    )
    update leads l set owner_id = a.to_id, state = case when l.state in ('new', 'returned', 'accepted') then 'assigned' else l.state end,
      assigned_at = ${now}::timestamptz, accepted_at = null, awaits_turn = false, to_head = false, version = l.version + 1, updated_at = now()
    from asked a
    where l.workspace_id = ${workspaceId}::uuid and l.id = a.id and l.owner_id is not distinct from ${fromId}::uuid
      and (a.version is null or l.version = a.version)
    returning l.id, l.version`.execute(tx)
  return rows
}
