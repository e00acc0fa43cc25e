import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, sourceOf, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { workCalendar } from '#modules/org/api.ts'
import { dueMoment, repeatedOn } from '../calc/due.ts'
import type { Task } from '../contract.ts'
import {
  binTasks,
  dropUntouchedAfter,
  insertShifts,
  insertTasks,
  lockTask,
  type StoredTask,
  subjectsOf,
} from '../data/write-tasks.ts'
import { rightsOn } from '../policy.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { taskOf } from './read-tasks.ts'
import { addTask, allow, announceTask, openedTask, putTask, timeOf } from './task-commands.ts'
import { tellCalledOff, tellDeclined } from './tell.ts'

interface CloseTask {
  id: string
  version?: number | undefined
  result: string
  nextStep?: { title: string; dueOn: string; dueTime?: string | null | undefined } | undefined
}

interface DeclineTask {
  id: string
  version?: number | undefined
  reason: string
  series?: boolean
}

/**
 * Closes a task with its result. A repeated one makes its successor, and the next step, when given, is a task about the same deal and client.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TASK_CHANGED {current}, TASK_CLOSED, REFERENCE_MISSING {fields} when there is a next step and its deal is gone
 */
export async function closeTask(tx: Tx, by: By, { id, version, result, nextStep }: CloseTask) {
  const { actor, now } = by
  const before = await openedTask(tx, by, { id, version })
  allow(by, 'close', before)
  if (before.state !== 'open') throw new Refusal('TASK_CLOSED')
  const closed: StoredTask = {
    ...before,
    state: 'done',
    result,
    closedAt: now.getTime(),
    closedBy: actor.personId,
  }
  await putTask(tx, by, before, closed)
  const next = await repeatTask(tx, by, before)
  const { dealId, companyId, contactId } = before
  // The step is his who closes: a head who closes a seller's task plans his own.
  const step = nextStep ? await addTask(tx, by, { ...nextStep, dealId, companyId, contactId }, id) : null
  return {
    task: await taskOf(tx, actor, id),
    next: next === null ? null : await taskOf(tx, actor, next),
    nextStep: step && (await taskOf(tx, actor, step.id)),
  }
}

/** The next one of a repeated task, with its checklist unticked; gives its id. */
async function repeatTask(tx: Tx, by: By, task: StoredTask): Promise<string | null> {
  const { repeat, dueOn, repeatDate } = task
  if (repeat === null) return null
  const day = repeatedOn({ repeat, dueOn: dueOn as Day, aim: repeatDate }, todayOf(by), await workCalendar(tx))
  const next: StoredTask = {
    ...task,
    id: uuid7(by.now.getTime()),
    dueOn: day,
    dueAt: dueMoment(day, timeOf(by, task), zoneOf(by)).getTime(),
    checklist: task.checklist.map((point) => ({ ...point, done: false })),
    afterId: task.id,
    createdAt: by.now.getTime(),
    source: sourceOf(by),
    version: 1,
  }
  await insertTasks(tx, by.actor.workspaceId, [next])
  announceTask(tx, by, next)
  return next.id
}

/**
 * The owner refuses the task with a reason; whoever gave it is told. Of a repeated one the next comes, unless he refuses those to come as well.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TASK_CHANGED {current}, TASK_CLOSED
 */
export async function declineTask(tx: Tx, by: By, { id, version, reason, series = false }: DeclineTask): Promise<Task> {
  const { actor, now } = by
  const before = await openedTask(tx, by, { id, version })
  allow(by, 'decline', before)
  if (before.state !== 'open') throw new Refusal('TASK_CLOSED')
  await insertShifts(tx, actor.workspaceId, [
    {
      taskId: id,
      kind: 'refusal',
      byId: actor.personId,
      ownerId: before.ownerId,
      at: now.getTime(),
      fromAt: before.dueAt,
      toAt: null,
      reason,
    },
  ])
  const declined: StoredTask = {
    ...before,
    state: 'declined',
    result: reason,
    closedAt: now.getTime(),
    closedBy: actor.personId,
  }
  await putTask(tx, by, before, declined)
  if (!series) await repeatTask(tx, by, before)
  await tellDeclined(tx, by, declined, { reason, isForGood: series && before.repeat !== null })
  return taskOf(tx, actor, id)
}

/**
 * What the task was given for is off: when it is open still and the actor may close it, so is the task, with the reason; its doer is told. No refusal
 * of his stands in its history.
 */
export async function callOffTask(tx: Tx, by: By, { id, reason }: { id: string; reason: string }): Promise<void> {
  const { actor, now } = by
  const before = await lockTask(tx, actor.workspaceId, id)
  if (before?.state !== 'open' || !rightsOn(actor, before).close) return
  const off = { state: 'declined', result: reason, closedAt: now.getTime(), closedBy: actor.personId } as const
  await putTask(tx, by, before, { ...before, ...off })
  await tellCalledOff(tx, by, before, reason)
}

/**
 * Opens a done or declined task again. Its repetition and next step go, unless somebody has touched them.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TASK_OPEN
 */
export async function reopenTask(tx: Tx, by: By, id: string): Promise<Task> {
  const before = await openedTask(tx, by, { id })
  allow(by, 'close', before)
  if (before.state === 'open') throw new Refusal('TASK_OPEN')
  await putTask(tx, by, before, { ...before, state: 'open', result: null, closedAt: null, closedBy: null })
  await dropUntouchedAfter(tx, by.actor.workspaceId, id)
  return taskOf(tx, by.actor, id)
}

/** Puts tasks into the trash or takes them back. @throws Refusal NOT_FOUND, FORBIDDEN */
export async function trashTasks(
  tx: Tx,
  by: By,
  { ids, deleted }: { ids: readonly string[]; deleted: boolean },
): Promise<{ done: true }> {
  const { workspaceId } = by.actor
  const wanted = [...new Set(ids)]
  const found = await subjectsOf(tx, workspaceId, wanted)
  if (found.length < wanted.length) throw new Refusal('NOT_FOUND')
  if (!found.every((task) => rightsOn(by.actor, task).trash)) throw new Refusal('FORBIDDEN')
  await binTasks(tx, workspaceId, wanted, deleted ? by.now : null)
  for (const task of found) announceTask(tx, by, task)
  return { done: true }
}
