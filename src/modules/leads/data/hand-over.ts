import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Leads that a person has and has not finished, the oldest first. */
export async function openLeadsOf(
  tx: Tx,
  workspaceId: string,
  personId: string,
): Promise<{ id: string; title: string; version: number }[]> {
  const { rows } = await sql<{ id: string; title: string; version: number }>`
    -- Which leads does this person still have?
    select id, coalesce(name, company_name, phone, email, left(body, 60), '') as title, version from leads
    where workspace_id = ${workspaceId}::uuid and owner_id = ${personId}::uuid and state in ('new', 'assigned', 'accepted', 'returned')
    order by received_at`.execute(tx)
  return rows
}

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
      assigned_at = ${now}::timestamptz, accepted_at = null, version = l.version + 1, updated_at = now()
    from asked a
    where l.workspace_id = ${workspaceId}::uuid and l.id = a.id and l.owner_id is not distinct from ${fromId}::uuid
      and (a.version is null or l.version = a.version)
    returning l.id, l.version`.execute(tx)
  return rows
}
