import type { Day } from '#core/calendar/day.ts'
import { wallTime } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, sourceOf, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { aimOf, dueMoment } from '../calc/due.ts'
import type { Horizon, Point, Priority, Repeat } from '../contract.ts'
import { missingReferences, type References } from '../data/references.ts'
import { insertTasks, lockTask, type StoredTask, updateTask } from '../data/write-tasks.ts'
import { can, rightsOn } from '../policy.ts'
import { taskOf } from './read-tasks.ts'
import { tellAssigned } from './tell.ts'

/** What is said of a new task; what is not said is usual. */
export interface TaskFields extends References {
  title: string
  note?: string | null | undefined
  dueOn?: string | undefined
  /** '15:30'; null: by the end of the day. */
  dueTime?: string | null | undefined
  priority?: Priority | undefined
  horizon?: Horizon | undefined
  checklist?: Point[] | undefined
  repeat?: Repeat | null | undefined
}

/**
 * Makes a task and tells its owner, when he is somebody else. `afterId`: the task whose closing makes it.
 * @throws Refusal FORBIDDEN, REFERENCE_MISSING {fields}
 */
export async function addTask(tx: Tx, by: By, fields: TaskFields, afterId: string | null = null): Promise<StoredTask> {
  const { actor, now } = by
  if (!can(actor, 'create')) throw new Refusal('FORBIDDEN')
  const ownerId = fields.ownerId ?? actor.personId
  await checkReferences(tx, by, { ...fields, ownerId })
  const dueOn = fields.dueOn ?? todayOf(by)
  const dueTime = fields.dueTime ?? null
  const task: StoredTask = {
    id: uuid7(now.getTime()),
    title: fields.title,
    note: fields.note || null,
    ownerId,
    authorId: actor.personId,
    dueOn,
    dueAt: dueMoment(dueOn as Day, dueTime, zoneOf(by)).getTime(),
    hasTime: dueTime !== null,
    priority: fields.priority ?? 'normal',
    horizon: fields.horizon ?? 'day',
    checklist: fields.checklist ?? [],
    repeat: fields.repeat ?? null,
    repeatDate: aimOf(fields.repeat ?? null, dueOn as Day),
    afterId,
    dealId: fields.dealId ?? null,
    companyId: fields.companyId ?? null,
    contactId: fields.contactId ?? null,
    personId: fields.personId ?? null,
    state: 'open',
    result: null,
    closedAt: null,
    closedBy: null,
    createdAt: now.getTime(),
    source: sourceOf(by),
    version: 1,
  }
  await insertTasks(tx, actor.workspaceId, [task])
  announceTask(tx, by, task)
  if (ownerId !== actor.personId) await tellAssigned(tx, by, task)
  return task
}

/** The task of a command, locked. @throws Refusal NOT_FOUND, TASK_CHANGED {current} when it is no more the version that was read */
export async function openedTask(
  tx: Tx,
  { actor }: By,
  { id, version }: { id: string; version?: number | undefined },
): Promise<StoredTask> {
  const task = await lockTask(tx, actor.workspaceId, id)
  if (!task) throw new Refusal('NOT_FOUND')
  if (version !== undefined && version !== task.version) {
    throw new Refusal('TASK_CHANGED', { current: await taskOf(tx, actor, id) })
  }
  return task
}

/** @throws Refusal FORBIDDEN when the actor may not do this with the task */
export function allow({ actor }: By, action: keyof ReturnType<typeof rightsOn>, task: StoredTask): void {
  if (!rightsOn(actor, task)[action]) throw new Refusal('FORBIDDEN')
}

const LOGGED = [
  'title',
  'note',
  'ownerId',
  'dueAt',
  'hasTime',
  'priority',
  'horizon',
  'checklist',
  'repeat',
  'dealId',
  'companyId',
  'contactId',
  'personId',
  'state',
  'result',
] as const satisfies readonly (keyof StoredTask)[]

/** Puts the task as it is to be, with its history; gives it, or the old one when nothing differs. */
export async function putTask(tx: Tx, by: By, before: StoredTask, after: StoredTask): Promise<StoredTask> {
  const { actor, now } = by
  const changes: Record<string, { from: unknown; to: unknown }> = {}
  for (const field of LOGGED) {
    const [from, to] = [before[field], after[field]]
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to }
  }
  if (Object.keys(changes).length === 0) return before
  const next = { ...after, version: before.version + 1 }
  await updateTask(tx, actor.workspaceId, next, { actorId: actor.personId, source: sourceOf(by), at: now, changes })
  announceTask(tx, by, next, before.ownerId)
  return next
}

/** Tells whoever looks at it now that the task has changed. */
export function announceTask(
  tx: Tx,
  { actor }: By,
  task: Pick<StoredTask, 'id' | 'ownerId' | 'authorId'>,
  ownerBefore: string = task.ownerId,
): void {
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'task',
    id: task.id,
    ownerIds: [ownerBefore, task.ownerId, task.authorId],
    byPersonId: actor.personId,
  })
}

/** @throws Refusal REFERENCE_MISSING {fields}, FORBIDDEN when the task would go to somebody out of reach */
export async function checkReferences(tx: Tx, by: By, references: References): Promise<void> {
  if (!Object.values(references).some((value) => value !== null && value !== undefined)) return
  const { ownerId, dealId, companyId, contactId, personId } = references
  const given = { ownerId, dealId, companyId, contactId, personId }
  const fields = await missingReferences(tx, by.actor.workspaceId, given, todayOf(by))
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
  if (ownerId !== undefined && !can(by.actor, 'assign', ownerId)) throw new Refusal('FORBIDDEN')
}

/** '15:30' on the company's clock, or null for a task without an hour. */
export function timeOf(by: By, task: Pick<StoredTask, 'dueOn' | 'dueAt' | 'hasTime'>): string | null {
  if (!task.hasTime) return null
  const [day, clock = ''] = wallTime(task.dueAt, zoneOf(by)).split(' ')
  return day === task.dueOn ? clock.slice(0, 5) : null
}
