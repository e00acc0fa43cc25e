import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { MOVE, type Move } from '#modules/handover/api.ts'

/** Meetings that come back and that these people lead. */
export async function ledBy(tx: Tx, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<{ ownerId: string; id: string; title: string }>`
    -- Which meetings do these people lead?
    select leader_id as "ownerId", id, name as title from rituals_templates
    where workspace_id = ${workspaceId}::uuid and leader_id = any (${[...personIds]}::uuid[]) and archived_at is null order by name, id`.execute(
    tx,
  )
  return rows
}

/** Gives them to other leaders, with what was written down of them and has not begun: who held one, held it. */
export async function changeLeaders(tx: Tx, workspaceId: string, moves: readonly Move[]) {
  const { rows } = await sql<{ id: string; version: number }>`
    -- These meetings get other leaders.
    with moved as (
      update rituals_templates t set leader_id = x."toId", version = t.version + 1
      from ${rowsAsTable(moves, MOVE)}
      where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.leader_id = x."fromId" and (x.version is null or t.version = x.version)
        and t.archived_at is null
      returning t.id, t.version, x."fromId" as from_id, x."toId" as to_id
    ), ahead as (
      update rituals r set leader_id = m.to_id, version = r.version + 1 from moved m
      where r.workspace_id = ${workspaceId}::uuid and r.template_id = m.id and r.leader_id = m.from_id and r.state = 'planned'
    )
    select id, version from moved`.execute(tx)
  return rows
}
