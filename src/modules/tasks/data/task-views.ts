import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { Horizon, TaskView } from '../contract.ts'
import { readPlacedTasks, type TaskRow } from './task-rows.ts'

export interface ViewQuery {
  workspaceId: string
  view: TaskView
  /** Whose tasks; null: of all whom the reader sees. */
  owners: readonly string[] | null
  /** Of the view "given": by whom, to others than himself. */
  author: string
  horizons: readonly Horizon[] | undefined
  text: string | undefined
  /** What a person has put together; true without it. */
  where: RawBuilder<unknown>
  today: Day
  /** The last day of the view "week". */
  weekEnds: Day
  now: Date
}

/** One page of a view from the given place on, one row more than asked for tells that there is another. */
export async function viewPage(
  tx: Tx,
  query: ViewQuery,
  order: RowOrder,
  after: ListPlace | undefined,
  limit: number,
): Promise<{ row: TaskRow; place: string }[]> {
  const conditions = [...conditionsOf(query), order.after(after)]
  const page = sql`select * from tasks t where ${sql.join(conditions, sql` and `)} order by ${order.orderBy} limit ${limit}::int`
  return readPlacedTasks(tx, page, order)
}

/** How many tasks a view finds. */
export async function countInView(tx: Tx, query: ViewQuery): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many tasks does this view find?
    select count(*) as n from tasks t where ${sql.join(conditionsOf(query), sql` and `)}`.execute(tx)
  return Number(rows[0]?.n ?? 0)
}

function conditionsOf(query: ViewQuery): RawBuilder<unknown>[] {
  const { workspaceId, view, owners, author, horizons, text } = query
  const conditions = [sql`t.workspace_id = ${workspaceId}::uuid`, sql`t.deleted_at is null`]
  if (view === 'given') {
    conditions.push(sql`t.author_id = ${author}::uuid`, sql`t.owner_id <> ${author}::uuid`, sql`t.state <> 'done'`)
  } else {
    if (owners) conditions.push(sql`t.owner_id = any (${[...owners]}::uuid[])`)
    if (view !== 'all') conditions.push(view === 'done' ? sql`t.state <> 'open'` : sql`t.state = 'open'`)
  }
  const span = spanOf(query)
  if (span) conditions.push(span)
  if (horizons) conditions.push(sql`t.horizon = any (${[...horizons]}::text[])`)
  if (text) conditions.push(sql`t.title ilike like_pattern(${text})`)
  return [...conditions, query.where]
}

function spanOf({ view, today, weekEnds, now }: ViewQuery): RawBuilder<unknown> | null {
  switch (view) {
    case 'today':
      return sql`t.due_on = ${today}::date`
    case 'overdue':
      return sql`t.due_at < ${now}`
    case 'week':
      return sql`t.due_on between ${today}::date and ${weekEnds}::date`
    case 'later':
      return sql`t.due_on > ${weekEnds}::date`
    case 'team':
    case 'given':
    case 'done':
    case 'all':
      return null
  }
}

export interface ViewCounts {
  today: number
  overdue: number
  week: number
  later: number
  team: number
  given: number
}

/** How many tasks each view has. `team`: the people below; their open tasks are counted as one. */
export async function countViews(
  tx: Tx,
  query: Omit<ViewQuery, 'view' | 'horizons' | 'text' | 'where' | 'owners'> & {
    owners: readonly string[]
    team: readonly string[]
  },
): Promise<ViewCounts> {
  const { workspaceId, owners, author, team, today, weekEnds, now } = query
  const { rows } = await sql<ViewCounts>`
    -- How many tasks does each view have?
    with own as (
      select due_on, due_at from tasks
      where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...owners]}::uuid[]) and state = 'open' and deleted_at is null
    )
    select count(*) filter (where due_on = ${today}::date) as today,
           count(*) filter (where due_at < ${now}) as overdue,
           count(*) filter (where due_on between ${today}::date and ${weekEnds}::date) as week,
           count(*) filter (where due_on > ${weekEnds}::date) as later,
           (select count(*) from tasks where workspace_id = ${workspaceId}::uuid and owner_id = any (${[...team]}::uuid[]) and state = 'open'
             and deleted_at is null) as team,
           (select count(*) from tasks where workspace_id = ${workspaceId}::uuid and author_id = ${author}::uuid and owner_id <> ${author}::uuid
             and state <> 'done' and deleted_at is null) as given
    from own`.execute(tx)
  return rows[0] ?? { today: 0, overdue: 0, week: 0, later: 0, team: 0, given: 0 }
}
