import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { z } from 'zod'
import { type EveningTask, type SettledTask, settleTasks } from '#modules/tasks/api.ts'
import type { Activity, Next } from '../contract.ts'
import type { completion } from '../contract/activity.ts'
import type { StoredActivity } from '../data/stored.ts'
import { type ActivityChange, changeActivities, openForChange, planned, shown } from './change.ts'
import { planNext, type WithNext } from './commands.ts'
import { nextOf } from './next-step.ts'
import { tellChanged, tellPlanned } from './tell.ts'
import { checkOwner, pastMoment, plannedMoment, resultFor } from './references.ts'

/**
 * Reports what came of a planned activity, and plans the next step.
 * @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED, NOT_PLANNED, RESULT_REQUIRED, REFERENCE_MISSING, ACTIVITY_IN_FUTURE, PLAN_IN_PAST
 */
export async function completeActivity(
  tx: Tx,
  by: By,
  input: z.output<typeof completion>,
): Promise<WithNext & { activity: Activity }> {
  const opened = await openForChange(tx, by, [input])
  const one = planned(opened, input.id)
  const { change, result } = await completed(tx, by, one, input)
  await changeActivities(tx, by, opened, [change])
  const next = await nextOf(tx, by, input.next, result, by.actor.personId)
  const follows = await planNext(tx, by, next, one)
  return { activity: await shown(tx, by.actor, input.id), ...follows }
}

interface Outcome {
  version?: number | undefined
  occurredAt?: string | undefined
  durationS?: number | null | undefined
  resultId?: string | null | undefined
  result?: string | null | undefined
  recordingUrl?: string | null | undefined
  next?: Next | undefined
}

/** The change that makes a planned activity a done one: it took place when it was planned, unless that is still to come. */
async function completed(tx: Tx, by: By, one: StoredActivity, outcome: Outcome) {
  const result = await resultFor(tx, by, one.kind, outcome.resultId)
  if (!result && !outcome.result) throw new Refusal('RESULT_REQUIRED')
  const occurredAt =
    outcome.occurredAt === undefined ? Math.min(one.occurredAt, by.now.getTime()) : pastMoment(by, outcome.occurredAt)
  const set = {
    done: true,
    occurredAt,
    resultId: result?.id ?? null,
    isContact: result?.isContact ?? true,
    result: outcome.result || null,
    ...(outcome.durationS !== undefined && { durationS: outcome.durationS }),
    ...(outcome.recordingUrl !== undefined && { recordingUrl: outcome.recordingUrl }),
  }
  const change: ActivityChange = { id: one.id, action: 'done', set }
  return { change, result }
}

interface Move {
  id: string
  version?: number | undefined
  startsAt?: string | undefined
  durationS?: number | undefined
  ownerId?: string | undefined
  reason?: string | null | undefined
}

/**
 * Puts a planned activity to another time, length or person.
 * @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED, NOT_PLANNED, REFERENCE_MISSING, PLAN_IN_PAST
 */
export async function moveActivity(tx: Tx, by: By, input: Move): Promise<Activity> {
  const opened = await openForChange(tx, by, [input])
  const one = planned(opened, input.id)
  if (input.ownerId !== undefined && input.ownerId !== one.ownerId) await checkOwner(tx, by, input.ownerId)
  const [now] = await changeActivities(tx, by, opened, [moved(by, one, input)])
  if (now && now.ownerId !== one.ownerId) await tellPlanned(tx, by, [now])
  else if (now && now.occurredAt !== one.occurredAt) await tellChanged(tx, by, now, input.reason ?? null)
  return shown(tx, by.actor, input.id)
}

function moved(by: By, one: StoredActivity, { startsAt, durationS, ownerId, reason }: Move): ActivityChange {
  const occurredAt = startsAt === undefined ? one.occurredAt : Date.parse(startsAt)
  const isLater = occurredAt !== one.occurredAt
  // A change of the length alone may stand where it stood, however long ago.
  if (isLater && startsAt !== undefined) plannedMoment(by, startsAt)
  const set = {
    occurredAt,
    shifts: one.shifts + Number(isLater),
    ...(durationS !== undefined && { durationS }),
    ...(ownerId !== undefined && { ownerId }),
  }
  return { id: one.id, action: 'moved', set, reason }
}

function calledOff(by: By, id: string, reason: string): ActivityChange {
  const set = { done: null, cancelledAt: by.now.getTime(), cancelReason: reason }
  return { id, action: 'cancelled', set, reason }
}

/** Calls a planned activity off. @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED, NOT_PLANNED */
export async function cancelActivity(
  tx: Tx,
  by: By,
  input: { id: string; version?: number | undefined; reason: string },
): Promise<Activity> {
  const opened = await openForChange(tx, by, [input])
  planned(opened, input.id)
  const [off] = await changeActivities(tx, by, opened, [calledOff(by, input.id, input.reason)])
  if (off) await tellChanged(tx, by, off, input.reason)
  return shown(tx, by.actor, input.id)
}

type Closing = { id: string; version?: number | undefined } & (
  | { what: 'move'; startsAt: string; reason: string }
  | { what: 'cancel'; reason: string }
  | ({ what: 'done' } & Pick<Outcome, 'resultId' | 'result'>)
)

/**
 * The evening: each planned activity and each task of the day is moved, called off or reported, all or none.
 * @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED, NOT_PLANNED, RESULT_REQUIRED, REFERENCE_MISSING, PLAN_IN_PAST, TASK_CLOSED
 */
export async function closeDay(
  tx: Tx,
  by: By,
  { items, tasks }: { items: readonly Closing[]; tasks: readonly EveningTask[] },
): Promise<{ closed: { id: string; version: number }[]; tasks: SettledTask[] }> {
  const opened = await openForChange(tx, by, items)
  const changes: ActivityChange[] = []
  // An activity that is named twice is closed once, as it was named first.
  for (const item of new Map(items.toReversed().map((one) => [one.id, one])).values()) {
    const one = planned(opened, item.id)
    if (item.what === 'move') changes.push(moved(by, one, item))
    else if (item.what === 'cancel') changes.push(calledOff(by, item.id, item.reason))
    else changes.push((await completed(tx, by, one, item)).change)
  }
  const closed = await changeActivities(tx, by, opened, changes)
  return { closed: closed.map(({ id, version }) => ({ id, version })), tasks: await settleTasks(tx, by, tasks) }
}
