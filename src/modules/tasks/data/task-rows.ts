import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { Task } from '../contract.ts'

type Moments = 'dueAt' | 'closedAt' | 'createdAt' | 'updatedAt'
interface Found extends Omit<Task, Moments | 'may'> {
  dueAt: Date
  closedAt: Date | null
  createdAt: Date
  updatedAt: Date
}
/** A task as it is told, without what the reader may do with it. */
export type TaskRow = Omit<Task, 'may'>

/**
 * Reads tasks with the names of what they are about; what the reader does not see has none. Takes the tasks themselves as SQL (all columns of
 * `tasks`, cut to the page) and the order of the rows.
 */
export async function readTasks(tx: Tx, tasks: RawBuilder<unknown>, order: RawBuilder<unknown>): Promise<TaskRow[]> {
  return (await readPlacedTasks(tx, tasks, { orderBy: order, place: sql`null` })).map(({ row }) => row)
}

/** The same with the place of each in its order, for the next page. */
export async function readPlacedTasks(
  tx: Tx,
  tasks: RawBuilder<unknown>,
  { orderBy, place }: Pick<RowOrder, 'orderBy' | 'place'>,
): Promise<{ row: TaskRow; place: string }[]> {
  const { rows } = await sql<Found & { place: string }>`
    -- These tasks, whose they are and what they are about.
    with page as (${tasks})
    select t.id, t.title, t.note, t.due_on as "dueOn", t.due_at as "dueAt", t.has_time as "hasTime", t.priority, t.horizon, t.checklist, t.repeat,
           t.state, t.result, t.closed_at as "closedAt", t.created_at as "createdAt", t.updated_at as "updatedAt", t.version,
           jsonb_build_object('id', owner.id, 'name', owner.full_name) as owner,
           ${named('author', 'full_name')} as author, ${named('closer', 'full_name')} as "closedBy",
           ${named('deal', 'title')} as deal, ${named('company', 'name')} as company,
           ${named('contact', 'full_name')} as contact, ${named('person', 'full_name')} as person,
           put_off.shifts, put_off.refusals, ${place} as place
    from page t
    join people owner on owner.workspace_id = t.workspace_id and owner.id = t.owner_id
    left join people author on author.workspace_id = t.workspace_id and author.id = t.author_id
    left join people closer on closer.workspace_id = t.workspace_id and closer.id = t.closed_by
    left join deals deal on deal.workspace_id = t.workspace_id and deal.id = t.deal_id and deal.deleted_at is null
    left join companies company on company.workspace_id = t.workspace_id and company.id = t.company_id
    left join contacts contact on contact.workspace_id = t.workspace_id and contact.id = t.contact_id
    left join people person on person.workspace_id = t.workspace_id and person.id = t.person_id
    cross join lateral (
      select count(*) filter (where kind = 'shift') as shifts, count(*) filter (where kind = 'refusal') as refusals
      from task_shifts s where s.workspace_id = t.workspace_id and s.task_id = t.id
    ) put_off
    order by ${orderBy}`.execute(tx)
  return rows.map(({ place: own, ...row }) => ({
    row: {
      ...row,
      dueAt: row.dueAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    },
    place: own,
  }))
}

/** One task, or undefined when it does not exist for the actor. */
export async function readTask(tx: Tx, workspaceId: string, id: string): Promise<TaskRow | undefined> {
  const one = sql`select * from tasks where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at is null`
  return (await readTasks(tx, one, sql`t.id`))[0]
}

function named(table: string, column: string): RawBuilder<unknown> {
  const own = (name: string) => sql.ref(`${table}.${name}`)
  return sql`case when ${own('id')} is not null then jsonb_build_object('id', ${own('id')}, 'name', ${own(column)}) end`
}
