import type { Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit, orgTree } from '#modules/org/api.ts'
import { addTask } from '#modules/tasks/api.ts'
import { makesCircle } from '../calc/progress.ts'
import { type GoalLevel, levels } from '../contract.ts'
import { insertCheckin, linkTask } from '../data/beside-goals.ts'
import {
  goalById,
  type GoalToWrite,
  insertGoal,
  lockedParents,
  setGoalState,
  type StoredGoal,
  updateGoal,
} from '../data/goals.ts'
import { can } from '../policy.ts'
import { shownGoals } from './read-goals.ts'
import { setsGoal } from './rights.ts'
import { isGoalMetric } from './values.ts'

export interface GoalFields {
  parentId: string | null
  level: GoalLevel
  departmentId: string | null
  ownerId: string | null
  title: string
  reason: string | null
  metric: string | null
  period: string
  startValue: number | null
  target: number | null
  weight: number
  responsibleId: string
}

/** Sets a goal. @throws Refusal the errors of `create` */
export async function createGoal(tx: Tx, actor: Actor, fields: GoalFields, now: Date): Promise<{ id: string }> {
  const id = uuid7(now.getTime())
  await insertGoal(tx, actor.workspaceId, await checkedGoal(tx, actor, id, fields), actor.personId)
  await audit(tx, actor, 'goal.set', 'goal', id, { title: fields.title, metric: fields.metric, target: fields.target })
  told(tx, actor, id)
  return { id }
}

/** Changes a goal. @throws Refusal the errors of `edit` */
export async function editGoal(
  tx: Tx,
  actor: Actor,
  { id, version, ...fields }: GoalFields & { id: string; version: number },
): Promise<{ id: string; version: number }> {
  const before = await goalById(tx, actor.workspaceId, id, true)
  if (!before) throw new Refusal('NOT_FOUND')
  if (!setsGoal(actor, before)) throw new Refusal('GOAL_NOT_YOURS', { level: before.level })
  if (before.version !== version) throw new Refusal('GOAL_CHANGED', { version: before.version, title: before.title })
  const goal = await checkedGoal(tx, actor, id, fields)
  await updateGoal(tx, actor.workspaceId, goal, version)
  await audit(tx, actor, 'goal.changed', 'goal', id, { title: goal.title, before: before.target, target: goal.target })
  told(tx, actor, id)
  return { id, version: version + 1 }
}

/** Everything that makes a wish a goal, and the tree a tree. */
async function checkedGoal(tx: Tx, actor: Actor, id: string, fields: GoalFields): Promise<GoalToWrite> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { level, departmentId, ownerId, parentId, metric, target, startValue } = fields
  if (!metric) throw new Refusal('GOAL_NEEDS_METRIC')
  if (!isGoalMetric(metric)) throw new Refusal('GOAL_METRIC_UNKNOWN', { metric })
  if (target === null) throw new Refusal('GOAL_NEEDS_TARGET')
  if (target === startValue) throw new Refusal('GOAL_TARGET_IS_START')
  const { people, departments } = await orgTree(tx)
  const isRight =
    level === 'company'
      ? departmentId === null && ownerId === null
      : level === 'department'
        ? ownerId === null && departments.some((one) => one.id === departmentId)
        : departmentId === null && people.some((one) => one.id === ownerId)
  if (!isRight || !people.some((one) => one.id === fields.responsibleId)) throw new Refusal('GOAL_SUBJECT')
  if (!setsGoal(actor, { level, departmentId, ownerId })) throw new Refusal('GOAL_NOT_YOURS', { level })
  const parents = await lockedParents(tx, actor.workspaceId)
  if (parentId !== null) await checkParent(tx, actor, id, level, parentId, parents)
  const { start, end } = asPeriod(fields.period)
  return { ...fields, id, metric, target, startsOn: start, endsOn: end }
}

async function checkParent(
  tx: Tx,
  actor: Actor,
  id: string,
  level: GoalLevel,
  parentId: string,
  parents: ReadonlyMap<string, string | null>,
): Promise<void> {
  const parent = await goalById(tx, actor.workspaceId, parentId)
  if (!parent) throw new Refusal('GOAL_PARENT_GONE')
  if (makesCircle(id, parentId, parents)) throw new Refusal('GOAL_CIRCLE', { title: parent.title })
  if (levels.indexOf(level) < levels.indexOf(parent.level))
    throw new Refusal('GOAL_ABOVE_PARENT', { level, parent: parent.level })
}

/** Closes a goal or opens it again. @throws Refusal NOT_FOUND, GOAL_NOT_YOURS, GOAL_CHANGED */
export async function closeGoal(
  tx: Tx,
  actor: Actor,
  { id, version, state, note }: { id: string; version: number; state: StoredGoal['state']; note: string | null },
  now: Date,
): Promise<{ id: string; version: number }> {
  const goal = await ownGoal(tx, actor, id, (one) => setsGoal(actor, one))
  if (goal.version !== version || !(await setGoalState(tx, actor.workspaceId, { id, version, state, note, now })))
    throw new Refusal('GOAL_CHANGED', { version: goal.version, title: goal.title })
  await audit(tx, actor, 'goal.closed', 'goal', id, { title: goal.title, state })
  told(tx, actor, id)
  return { id, version: version + 1 }
}

/** Keeps how sure one is, with the figure of the moment. @throws Refusal NOT_FOUND, GOAL_NOT_YOURS */
export async function checkIn(
  tx: Tx,
  actor: Actor,
  { id, confidence, comment }: { id: string; confidence: number; comment: string | null },
  now: Date,
  today: Day,
): Promise<void> {
  const goal = await ownGoal(tx, actor, id, (one) => one.responsibleId === actor.personId || setsGoal(actor, one))
  const [shown] = await shownGoals(tx, actor, [goal], today)
  const figures = { value: shown?.value ?? null, progress: shown?.progress ?? null }
  await insertCheckin(tx, actor.workspaceId, {
    goalId: id,
    at: now,
    authorId: actor.personId,
    ...figures,
    confidence,
    comment: comment || null,
  })
  told(tx, actor, id)
}

/**
 * Gives somebody a task under a goal. A goal says what and why, a task who does what by when and what comes of it.
 * @throws Refusal NOT_FOUND, GOAL_NOT_YOURS, GOAL_TASK_VAGUE, REFERENCE_MISSING
 */
export async function addGoalTask(
  tx: Tx,
  actor: Actor,
  {
    id,
    title,
    ownerId,
    dueOn,
    result,
  }: { id: string; title: string; ownerId: string; dueOn: string | null; result: string | null },
  now: Date,
): Promise<{ taskId: string }> {
  const goal = await ownGoal(tx, actor, id, (one) => one.responsibleId === actor.personId || setsGoal(actor, one))
  const missing = [...(result ? [] : ['result' as const]), ...(dueOn ? [] : ['date' as const])]
  if (missing.length > 0 || !dueOn) throw new Refusal('GOAL_TASK_VAGUE', { missing })
  const task = await addTask(
    tx,
    { actor, now },
    { title, ownerId, dueOn, note: `${goal.title}: ${result}`, horizon: 'month' },
  )
  await linkTask(tx, actor.workspaceId, id, task.id)
  told(tx, actor, id)
  return { taskId: task.id }
}

async function ownGoal(
  tx: Tx,
  actor: Actor,
  id: string,
  isAllowed: (goal: StoredGoal) => boolean,
): Promise<StoredGoal> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const goal = await goalById(tx, actor.workspaceId, id)
  if (!goal) throw new Refusal('NOT_FOUND')
  if (!isAllowed(goal)) throw new Refusal('GOAL_NOT_YOURS', { level: goal.level })
  return goal
}

function told(tx: Tx, actor: Actor, id: string): void {
  announce(tx, { workspaceId: actor.workspaceId, topic: 'goal', id, ownerIds: [], byPersonId: actor.personId })
}
