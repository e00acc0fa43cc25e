import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { GoalLevel } from '../contract.ts'

export interface StoredGoal {
  id: string
  parentId: string | null
  level: GoalLevel
  departmentId: string | null
  ownerId: string | null
  title: string
  reason: string | null
  metric: string
  period: string
  startsOn: Day
  /** The day after its last. */
  endsOn: Day
  startValue: number | null
  target: number
  weight: number
  responsibleId: string
  state: 'open' | 'reached' | 'missed' | 'dropped'
  version: number
}

const columns = sql`id, parent_id as "parentId", level, department_id as "departmentId", owner_id as "ownerId", title, reason, metric, period,
  starts_on as "startsOn", ends_on as "endsOn", start_value::float8 as "startValue", target::float8 as target, weight::float8 as weight,
  responsible_id as "responsibleId", state, version`

/** Goals in sight that touch the days, in the order of their making. */
export async function goalsIn(
  tx: Tx,
  workspaceId: string,
  start: Day,
  end: Day,
  states: readonly string[],
): Promise<StoredGoal[]> {
  const { rows } = await sql<StoredGoal>`
    -- Which goals touch this period?
    select ${columns} from goals
    where workspace_id = ${workspaceId}::uuid and starts_on < ${end}::date and ends_on > ${start}::date and state = any (${[...states]}::text[])
    order by starts_on, created_at, id`.execute(tx)
  return rows
}

/** One goal in sight; locked when it is to be changed. */
export async function goalById(
  tx: Tx,
  workspaceId: string,
  id: string,
  forUpdate = false,
): Promise<StoredGoal | undefined> {
  const { rows } = await sql<StoredGoal>`
    -- What is this goal?
    select ${columns} from goals where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid ${forUpdate ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0]
}

/** Above whom each goal in sight stands; locks the tree of the company, so that two moves at once make no circle. */
export async function lockedParents(tx: Tx, workspaceId: string): Promise<Map<string, string | null>> {
  await sql`select pg_advisory_xact_lock(hashtext('goals'), hashtext(${workspaceId}))`.execute(tx)
  const rows = await tx
    .selectFrom('goals')
    .select(['id', 'parent_id'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(rows.map((row) => [row.id, row.parent_id]))
}

export type GoalToWrite = Omit<StoredGoal, 'version' | 'state'>

const valuesOf = (goal: GoalToWrite) => ({
  parent_id: goal.parentId,
  level: goal.level,
  department_id: goal.departmentId,
  owner_id: goal.ownerId,
  title: goal.title,
  reason: goal.reason,
  metric: goal.metric,
  period: goal.period,
  starts_on: goal.startsOn,
  ends_on: goal.endsOn,
  start_value: goal.startValue === null ? null : String(goal.startValue),
  target: String(goal.target),
  weight: String(goal.weight),
  responsible_id: goal.responsibleId,
})

export async function insertGoal(tx: Tx, workspaceId: string, goal: GoalToWrite, by: string): Promise<void> {
  await tx
    .insertInto('goals')
    .values({ workspace_id: workspaceId, id: goal.id, created_by: by, ...valuesOf(goal) })
    .execute()
}

/** Writes a locked goal of this version. */
export async function updateGoal(tx: Tx, workspaceId: string, goal: GoalToWrite, version: number): Promise<void> {
  await tx
    .updateTable('goals')
    .set({ ...valuesOf(goal), version: version + 1, updated_at: new Date() })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', goal.id)
    .execute()
}

export async function setGoalState(
  tx: Tx,
  workspaceId: string,
  {
    id,
    version,
    state,
    note,
    now,
  }: { id: string; version: number; state: StoredGoal['state']; note: string | null; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('goals')
    .set({ state, closing_note: note, closed_at: state === 'open' ? null : now, version: version + 1, updated_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}
