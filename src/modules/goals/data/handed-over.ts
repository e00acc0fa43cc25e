import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { MOVE, type Move } from '#modules/handover/api.ts'
import type { StoredGoal } from './goals.ts'

/** Open goals that these people answer for, but for their own: what somebody has set himself is nobody else's. */
export async function goalsAnsweredBy(tx: Tx, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<Pick<StoredGoal, 'id' | 'title' | 'level' | 'departmentId' | 'ownerId' | 'responsibleId'>>`
    -- Which goals do these people answer for?
    select id, title, level, department_id as "departmentId", owner_id as "ownerId", responsible_id as "responsibleId" from goals
    where workspace_id = ${workspaceId}::uuid and responsible_id = any (${[...personIds]}::uuid[]) and state = 'open'
      and (level <> 'person' or owner_id <> responsible_id)
    order by ends_on, id`.execute(tx)
  return rows
}

/** Others answer for them. */
export async function changeResponsible(tx: Tx, workspaceId: string, moves: readonly Move[], at: Date) {
  const { rows } = await sql<{ id: string; version: number }>`
    -- Somebody else answers for these goals.
    update goals t set responsible_id = x."toId", version = t.version + 1, updated_at = ${at}::timestamptz
    from ${rowsAsTable(moves, MOVE)}
    where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.responsible_id = x."fromId" and (x.version is null or t.version = x.version)
      and t.state = 'open'
    returning t.id, t.version`.execute(tx)
  return rows
}
