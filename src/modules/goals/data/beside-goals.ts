import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Checkin {
  id: string
  goalId: string
  at: Date
  authorName: string | null
  value: number | null
  progress: number | null
  confidence: number
  comment: string | null
}

/** What was said of these goals, newest first; `each`: how many of each. */
export async function checkinsOf(
  tx: Tx,
  workspaceId: string,
  goalIds: readonly string[],
  each: number,
): Promise<Checkin[]> {
  const { rows } = await sql<Checkin>`
    -- What was said of these goals?
    select c.id, c.goal_id as "goalId", c.at, p.full_name as "authorName", c.value::float8 as value, c.progress::float8 as progress, c.confidence, c.comment
    from unnest(${[...goalIds]}::uuid[]) as g (id)
    cross join lateral (select * from goals_checkins k where k.workspace_id = ${workspaceId}::uuid and k.goal_id = g.id
                        order by k.at desc, k.id desc limit ${each}::int) c
    left join facts.people p on p.workspace_id = c.workspace_id and p.id = c.author_id
    order by c.at desc, c.id desc`.execute(tx)
  return rows
}

export async function insertCheckin(
  tx: Tx,
  workspaceId: string,
  row: {
    goalId: string
    at: Date
    authorId: string
    value: number | null
    progress: number | null
    confidence: number
    comment: string | null
  },
): Promise<void> {
  await tx
    .insertInto('goals_checkins')
    .values({
      workspace_id: workspaceId,
      goal_id: row.goalId,
      at: row.at,
      author_id: row.authorId,
      value: row.value === null ? null : String(row.value),
      progress: row.progress === null ? null : String(row.progress),
      confidence: row.confidence,
      comment: row.comment,
    })
    .execute()
}

export interface GoalTask {
  goalId: string
  id: string
  title: string
  ownerName: string | null
  dueOn: Day
  state: 'open' | 'done' | 'declined'
  result: string | null
}

/** Tasks under these goals that the actor sees, the most urgent first. */
export async function tasksOf(tx: Tx, workspaceId: string, goalIds: readonly string[]): Promise<GoalTask[]> {
  const { rows } = await sql<GoalTask>`
    -- By which tasks are these goals reached?
    select g.goal_id as "goalId", t.id, t.title, p.full_name as "ownerName", t.due_on as "dueOn", t.state, t.result
    from goals_tasks g
    join facts.tasks t on t.workspace_id = g.workspace_id and t.id = g.task_id
    left join facts.people p on p.workspace_id = t.workspace_id and p.id = t.owner_id
    where g.workspace_id = ${workspaceId}::uuid and g.goal_id = any (${[...goalIds]}::uuid[])
    order by t.state <> 'open', t.due_on, t.id`.execute(tx)
  return rows
}

export async function linkTask(tx: Tx, workspaceId: string, goalId: string, taskId: string): Promise<void> {
  await tx.insertInto('goals_tasks').values({ workspace_id: workspaceId, goal_id: goalId, task_id: taskId }).execute()
}

export interface StoredStrategy {
  version: number
  body: unknown
  reason: string
  authorName: string | null
  at: Date
}

/** All versions of the strategy, the latest first. */
export async function strategies(tx: Tx, workspaceId: string): Promise<StoredStrategy[]> {
  const { rows } = await sql<StoredStrategy>`
    -- What was the strategy, and who wrote it when?
    select s.version, s.body, s.reason, p.full_name as "authorName", s.at
    from goals_strategies s left join facts.people p on p.workspace_id = s.workspace_id and p.id = s.author_id
    where s.workspace_id = ${workspaceId}::uuid order by s.version desc`.execute(tx)
  return rows
}

/** The next version; false when somebody has written it meanwhile. */
export async function insertStrategy(
  tx: Tx,
  workspaceId: string,
  row: { version: number; body: unknown; reason: string; authorId: string; at: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('goals_strategies')
    .values({
      workspace_id: workspaceId,
      version: row.version,
      body: JSON.stringify(row.body),
      reason: row.reason,
      author_id: row.authorId,
      at: row.at,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'version']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows) === 1
}
