import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { ActivityEdit } from '../contract.ts'

export type EditAction = ActivityEdit['action']
type Value = string | number | boolean | null
export type Changes = Record<string, { from: Value; to: Value }>

export interface NewEdit {
  activityId: string
  version: number
  action: EditAction
  changes: Changes
  reason: string | null
}

/** Appends what was changed, by one person at one moment. */
export async function insertEdits(
  tx: Tx,
  workspaceId: string,
  by: { at: number; actorId: string; source: string },
  edits: readonly NewEdit[],
): Promise<void> {
  await sql`
    -- What one command has changed.
    insert into activity_edits (workspace_id, at, actor_id, source, activity_id, version, action, changes, reason)
    select ${workspaceId}::uuid, ${new Date(by.at)}::timestamptz, ${by.actorId}::uuid, ${by.source}, x.* from ${rowsAsTable(edits, EDIT)}`.execute(
    tx,
  )
}

const EDIT = { activityId: 'uuid', version: 'int4', action: 'text', changes: 'json', reason: 'text' } as const

/** The last changes of these activities, by id. */
export async function lastEdits(
  tx: Tx,
  workspaceId: string,
  refs: readonly { id: string; version: number }[],
): Promise<Map<string, { action: EditAction; changes: Changes }>> {
  const { rows } = await sql<{ id: string; action: EditAction; changes: Changes }>`
    -- What made these versions?
    select e.activity_id as id, e.action, e.changes
    from ${rowsAsTable(refs, { id: 'uuid', version: 'int4' })}
    join activity_edits e on e.workspace_id = ${workspaceId}::uuid and e.activity_id = x.id and e.version = x.version`.execute(
    tx,
  )
  return new Map(rows.map(({ id, ...edit }) => [id, edit]))
}

interface EditRow {
  version: number
  at: Date
  byId: string | null
  byName: string | null
  source: string
  action: EditAction
  reason: string | null
  changes: Changes
}

/** What was changed in an activity, newest first. */
export async function editsOf(tx: Tx, workspaceId: string, id: string): Promise<ActivityEdit[]> {
  const { rows } = await sql<EditRow>`
    -- Who changed what in this activity?
    select e.version, e.at, e.actor_id as "byId", p.full_name as "byName", e.source, e.action, e.reason, e.changes
    from activity_edits e left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
    where e.workspace_id = ${workspaceId}::uuid and e.activity_id = ${id}::uuid
    order by e.version desc limit 200`.execute(tx)
  const moment = (value: Value | undefined) => (typeof value === 'number' ? new Date(value).toISOString() : null)
  return rows.map(({ at, byId, byName, changes, ...row }) => ({
    ...row,
    at: at.toISOString(),
    by: byId && byName ? { id: byId, name: byName } : null,
    from: moment(changes['occurredAt']?.from),
    to: moment(changes['occurredAt']?.to),
    fields: Object.keys(changes),
  }))
}
