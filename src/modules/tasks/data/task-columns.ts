import { type RawBuilder, sql } from 'kysely'
import type { ListFields, OrderKey, SqlField } from '#modules/lists/api.ts'
import { taskFields, type TaskFieldId, type taskSorts } from '../calc/list-fields.ts'

const personName = (id: RawBuilder<unknown>) =>
  sql`(select p.full_name from people p where p.workspace_id = t.workspace_id and p.id = ${id})`
const countOf = (kind: 'shift' | 'refusal') =>
  sql`(select count(*) from task_shifts s where s.workspace_id = t.workspace_id and s.task_id = t.id and s.kind = ${sql.lit(kind)})`

const COLUMNS: Record<TaskFieldId, SqlField> = {
  title: { column: sql`t.title` },
  note: { column: sql`t.note` },
  owner: { column: sql`t.owner_id` },
  author: { column: sql`t.author_id` },
  due: { column: sql`t.due_on` },
  priority: { column: sql`t.priority`, of: 'text' },
  horizon: { column: sql`t.horizon`, of: 'text' },
  repeat: { column: sql`t.repeat`, of: 'text' },
  state: { column: sql`t.state`, of: 'text' },
  deal: { column: sql`t.deal_id` },
  company: { column: sql`t.company_id` },
  shifts: { column: countOf('shift') },
  refusals: { column: countOf('refusal') },
  result: { column: sql`t.result` },
  closed: { column: sql`t.closed_at` },
  created: { column: sql`t.created_at` },
  updated: { column: sql`t.updated_at` },
}

/** The fields of `tasks t`. */
export const taskListFields: ListFields<TaskFieldId> = { fields: taskFields, columns: COLUMNS }

const place = (column: string, values: readonly string[]) =>
  sql`array_position(${sql.raw(`array['${values.join("','")}']`)}, ${sql.ref(`t.${column}`)})`

/** What `tasks t` are ordered by. */
export const TASK_ORDER: Record<(typeof taskSorts)[number], OrderKey> = {
  due: { column: sql`t.due_at`, type: 'moment', required: true },
  title: { column: sql`t.title`, type: 'words', required: true },
  owner: { column: personName(sql`t.owner_id`), type: 'words' },
  author: { column: personName(sql`t.author_id`), type: 'words' },
  // Upwards from what matters little to what matters most.
  priority: { column: place('priority', ['low', 'normal', 'high']), type: 'whole', required: true },
  horizon: { column: place('horizon', ['day', 'week', 'month', 'quarter']), type: 'whole', required: true },
  state: { column: place('state', ['open', 'done', 'declined']), type: 'whole', required: true },
  created: { column: sql`t.created_at`, type: 'moment', required: true },
  updated: { column: sql`t.updated_at`, type: 'moment', required: true },
  closed: { column: sql`t.closed_at`, type: 'moment' },
  shifts: { column: countOf('shift'), type: 'whole', required: true },
}
