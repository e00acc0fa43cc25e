import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface LoggedEdit {
  version: number
  at: Date
  by: { id: string; name: string } | null
  source: string
  changes: Record<string, { from: unknown; to: unknown }>
}

export interface LoggedShift {
  kind: 'shift' | 'refusal'
  at: Date
  by: { id: string; name: string } | null
  fromAt: Date
  toAt: Date | null
  reason: string
}

/** The log of a task in order. */
export async function readEdits(tx: Tx, workspaceId: string, taskId: string): Promise<LoggedEdit[]> {
  const { rows } = await sql<LoggedEdit>`
    -- Who changed what of this task?
    select e.version, e.at, e.source, e.changes, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as by
    from task_edits e left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
    where e.workspace_id = ${workspaceId}::uuid and e.task_id = ${taskId}::uuid order by e.version`.execute(tx)
  return rows
}

export async function readShifts(tx: Tx, workspaceId: string, taskId: string): Promise<LoggedShift[]> {
  const { rows } = await sql<LoggedShift>`
    -- How often was this task put off or refused, by whom and why?
    select s.kind, s.at, s.from_at as "fromAt", s.to_at as "toAt", s.reason, case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.full_name) end as by
    from task_shifts s left join people p on p.workspace_id = s.workspace_id and p.id = s.by_id
    where s.workspace_id = ${workspaceId}::uuid and s.task_id = ${taskId}::uuid order by s.at`.execute(tx)
  return rows
}

/** Names of people, deals, companies and contacts by id; what the actor does not see is missing. */
export async function namesOf(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these records called?
    select id, full_name as name from people where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, title from deals where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, full_name from contacts where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
