import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { Horizon, Point, Priority, Repeat, TaskState } from '../contract.ts'

/** Who wrote it: ui, api, import, sync, rule, demo. */
export type TaskSource = 'ui' | 'api' | 'import' | 'sync' | 'rule' | 'demo'

/** A task as it is kept. Moments in milliseconds. */
export interface StoredTask {
  id: string
  title: string
  note: string | null
  ownerId: string
  authorId: string | null
  dueOn: string
  dueAt: number
  hasTime: boolean
  priority: Priority
  horizon: Horizon
  checklist: Point[]
  repeat: Repeat | null
  /** What the rhythm of a repeated one aims at (aimOf). */
  repeatDate: number | null
  afterId: string | null
  dealId: string | null
  companyId: string | null
  contactId: string | null
  personId: string | null
  state: TaskState
  result: string | null
  closedAt: number | null
  closedBy: string | null
  createdAt: number
  source: TaskSource
  version: number
}

const COLUMNS = {
  id: 'uuid',
  title: 'text',
  note: 'text',
  ownerId: 'uuid',
  authorId: 'uuid',
  dueOn: 'day',
  dueAt: 'moment',
  hasTime: 'flag',
  priority: 'text',
  horizon: 'text',
  checklist: 'json',
  repeat: 'text',
  repeatDate: 'int2',
  afterId: 'uuid',
  dealId: 'uuid',
  companyId: 'uuid',
  contactId: 'uuid',
  personId: 'uuid',
  state: 'text',
  result: 'text',
  closedAt: 'moment',
  closedBy: 'uuid',
  createdAt: 'moment',
  source: 'text',
  version: 'int4',
} as const
const LOGGED = { id: 'uuid', version: 'int4', createdAt: 'moment', authorId: 'uuid', source: 'text' } as const

/** Writes new tasks with the first line of their histories, one or thousands at once. */
export async function insertTasks(tx: Tx, workspaceId: string, tasks: readonly StoredTask[]): Promise<void> {
  if (tasks.length === 0) return
  await sql`
    -- New tasks.
    insert into tasks (workspace_id, id, title, note, owner_id, author_id, due_on, due_at, has_time, priority, horizon, checklist, repeat, repeat_date,
      after_id, deal_id, company_id, contact_id, person_id, state, result, closed_at, closed_by, created_at, source, version)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(tasks, COLUMNS)}`.execute(tx)
  // A statement of its own: the policy of the log looks for the task.
  await sql`
    -- The first line of the history of each.
    insert into task_edits (workspace_id, task_id, version, at, actor_id, source, changes)
    select ${workspaceId}::uuid, x.id, x.version, x."createdAt", x."authorId", x.source, '{}'
    from ${rowsAsTable(tasks, LOGGED)}`.execute(tx)
}

/** The task, locked until the transaction ends; undefined when it does not exist for the actor. */
export async function lockTask(tx: Tx, workspaceId: string, id: string): Promise<StoredTask | undefined> {
  const { rows } = await sql<
    Omit<StoredTask, 'dueAt' | 'closedAt' | 'createdAt'> &
      Record<'dueAt' | 'createdAt', Date> & { closedAt: Date | null }
  >`
    -- This task as it is now, for changing it.
    select id, title, note, owner_id as "ownerId", author_id as "authorId", due_on as "dueOn", due_at as "dueAt", has_time as "hasTime", priority,
           horizon, checklist, repeat, repeat_date as "repeatDate", after_id as "afterId", deal_id as "dealId", company_id as "companyId",
           contact_id as "contactId", person_id as "personId", state, result, closed_at as "closedAt", closed_by as "closedBy",
           created_at as "createdAt", source, version
    from tasks where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at is null
    for no key update`.execute(tx)
  const row = rows[0]
  return (
    row && {
      ...row,
      dueAt: row.dueAt.getTime(),
      closedAt: row.closedAt?.getTime() ?? null,
      createdAt: row.createdAt.getTime(),
    }
  )
}

/** Puts a locked task as it is to be, with the line of its history. */
export async function updateTask(
  tx: Tx,
  workspaceId: string,
  task: StoredTask,
  by: { actorId: string; source: TaskSource; at: Date; changes: Record<string, { from: unknown; to: unknown }> },
): Promise<void> {
  const moment = (ms: number | null) => (ms === null ? null : new Date(ms))
  await tx
    .updateTable('tasks')
    .set({
      title: task.title,
      note: task.note,
      owner_id: task.ownerId,
      due_on: task.dueOn,
      due_at: new Date(task.dueAt),
      has_time: task.hasTime,
      priority: task.priority,
      horizon: task.horizon,
      checklist: JSON.stringify(task.checklist),
      repeat: task.repeat,
      repeat_date: task.repeatDate,
      deal_id: task.dealId,
      company_id: task.companyId,
      contact_id: task.contactId,
      person_id: task.personId,
      state: task.state,
      result: task.result,
      closed_at: moment(task.closedAt),
      closed_by: task.closedBy,
      updated_at: by.at,
      version: task.version,
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', task.id)
    .execute()
  await tx
    .insertInto('task_edits')
    .values({
      workspace_id: workspaceId,
      task_id: task.id,
      version: task.version,
      at: by.at,
      actor_id: by.actorId,
      source: by.source,
      changes: JSON.stringify(by.changes),
    })
    .execute()
}

/** A date put off or a task refused. Moments in milliseconds. */
export interface Shift {
  taskId: string
  kind: 'shift' | 'refusal'
  byId: string
  ownerId: string
  at: number
  fromAt: number
  toAt: number | null
  reason: string
}

const SHIFT = {
  taskId: 'uuid',
  kind: 'text',
  byId: 'uuid',
  ownerId: 'uuid',
  at: 'moment',
  fromAt: 'moment',
  toAt: 'moment',
  reason: 'text',
} as const

/** Says that tasks were put off or refused, and why. */
export async function insertShifts(tx: Tx, workspaceId: string, shifts: readonly Shift[]): Promise<void> {
  await sql`
    -- These tasks were put off or refused.
    insert into task_shifts (workspace_id, task_id, kind, by_id, owner_id, at, from_at, to_at, reason)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(shifts, SHIFT)}`.execute(tx)
}

/** Whose these tasks are and who gave them, by id; what the actor does not see is missing. */
export async function subjectsOf(tx: Tx, workspaceId: string, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; ownerId: string; authorId: string | null }>`
    -- Whose are these tasks, and who gave them?
    select id, owner_id as "ownerId", author_id as "authorId" from tasks
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
  return rows
}

/** Puts tasks into the trash, or takes them back. */
export async function binTasks(tx: Tx, workspaceId: string, ids: readonly string[], deletedAt: Date | null) {
  await sql`
    -- These tasks go into the trash, or come back.
    update tasks set deleted_at = ${deletedAt}::timestamptz where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** What the closing of a task made and nobody has touched since goes with it; gives the ids. */
export async function dropUntouchedAfter(tx: Tx, workspaceId: string, taskId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Tasks that the closing of this one made and nobody has touched since.
    delete from tasks where workspace_id = ${workspaceId}::uuid and after_id = ${taskId}::uuid and version = 1 and state = 'open' returning id`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
