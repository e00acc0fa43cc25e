import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { aimOf, dueMoment, isShift } from '../calc/due.ts'
import type { Task } from '../contract.ts'
import { insertShifts, type StoredTask } from '../data/write-tasks.ts'
import { taskOf } from './read-tasks.ts'
import { allow, checkReferences, openedTask, putTask, type TaskFields, timeOf } from './task-commands.ts'
import { tellAssigned } from './tell.ts'

/** Who has just made a task may mend its date without a reason: a slip of the hand is no putting off. */
const SLIP_MS = 10 * 60_000

type Changes = Partial<TaskFields>

/**
 * Changes a task. A later date is a shift: it needs a reason and is counted.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TASK_CHANGED {current}, TASK_CLOSED, REFERENCE_MISSING, SHIFT_REASON_REQUIRED
 */
export async function editTask(
  tx: Tx,
  by: By,
  {
    id,
    version,
    changes,
    reason,
  }: {
    id: string
    version: number
    changes: { [F in keyof Changes]: Changes[F] | undefined }
    reason?: string | undefined
  },
): Promise<Task> {
  const { actor, now } = by
  const before = await openedTask(tx, by, { id, version })
  allow(by, 'edit', before)
  if (before.state !== 'open') throw new Refusal('TASK_CLOSED')
  const { dueOn, dueTime, ...fields } = changes
  await checkReferences(tx, by, changedReferences(before, fields))
  const after: StoredTask = { ...before, ...given(fields), ...dueOf(by, before, dueOn, dueTime) }
  // Who puts a task off with a reason means this one time: its rhythm stays.
  const isPutOff = reason !== undefined && isShift(before, after)
  if (after.repeat !== before.repeat || (after.dueOn !== before.dueOn && !isPutOff))
    after.repeatDate = aimOf(after.repeat, after.dueOn as Day)
  else after.repeatDate ??= aimOf(before.repeat, before.dueOn as Day)
  if (isShift(before, after)) {
    const isSlip =
      before.authorId === actor.personId && before.version === 1 && now.getTime() - before.createdAt < SLIP_MS
    if (reason === undefined && !isSlip) throw new Refusal('SHIFT_REASON_REQUIRED')
    if (reason !== undefined) {
      await insertShifts(tx, actor.workspaceId, [
        {
          taskId: id,
          kind: 'shift',
          byId: actor.personId,
          ownerId: before.ownerId,
          at: now.getTime(),
          fromAt: before.dueAt,
          toAt: after.dueAt,
          reason,
        },
      ])
    }
  }
  const saved = await putTask(tx, by, before, after)
  if (saved.ownerId !== before.ownerId && saved.ownerId !== actor.personId) await tellAssigned(tx, by, saved)
  return taskOf(tx, actor, id)
}

function given(fields: object): Partial<StoredTask> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A new day keeps the hour; a new hour keeps the day. */
function dueOf(by: By, before: StoredTask, dueOn: string | undefined, dueTime: string | null | undefined) {
  if (dueOn === undefined && dueTime === undefined) return {}
  const day = dueOn ?? before.dueOn
  const time = dueTime === undefined ? timeOf(by, before) : dueTime
  return { dueOn: day, dueAt: dueMoment(day as Day, time, zoneOf(by)).getTime(), hasTime: time !== null }
}

/** What stays as it was is not asked for anew: an author may rename a task whose owner he could not choose today. */
function changedReferences(before: StoredTask, fields: { [F in keyof Changes]: Changes[F] | undefined }) {
  const changed = <Value>(value: Value | undefined, old: Value) => (value === old ? undefined : value)
  return {
    ownerId: changed(fields.ownerId, before.ownerId),
    dealId: changed(fields.dealId, before.dealId),
    companyId: changed(fields.companyId, before.companyId),
    contactId: changed(fields.contactId, before.contactId),
    personId: changed(fields.personId, before.personId),
  }
}
