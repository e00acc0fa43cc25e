import type { Tx } from '#core/db/gate.ts'
import { announce } from '#core/db/changes.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, sourceOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { z } from 'zod'
import { dayOf } from '#core/calendar/zone.ts'
import { formats } from '#core/i18n/format.ts'
import { addTask } from '#modules/tasks/api.ts'
import { usualLengthS } from '../calc/lengths.ts'
import type { Activity, newActivity, newPlan } from '../contract.ts'
import { insertEdits } from '../data/edits.ts'
import type { SubjectRefs } from '../data/subjects.ts'
import { insertActivities, type NewActivity } from '../data/write-activities.ts'
import { can } from '../policy.ts'
import { shown } from './change.ts'
import { nextOf, type PlannedNext } from './next-step.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { tellPlanned } from './tell.ts'
import { checkOwner, pastMoment, plannedMoment, resultFor, subjectFor } from './references.ts'

const texts = { ru, en }

export interface WithNext {
  next: Activity | null
  nextTaskId: string | null
}

/**
 * Records a contact that has taken place; it is the actor's own, whoever owns the deal. With `next` the step that follows is planned.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_REQUIRED, REFERENCE_MISSING, RESULT_REQUIRED, ACTIVITY_IN_FUTURE, PLAN_IN_PAST
 */
export async function recordActivity(
  tx: Tx,
  by: By,
  input: z.output<typeof newActivity>,
): Promise<Activity & WithNext> {
  if (!can(by.actor, 'add')) throw new Refusal('FORBIDDEN')
  const subject = await subjectFor(tx, by, input)
  const result = await resultFor(tx, by, input.kind, input.resultId)
  if (!result && !input.result) throw new Refusal('RESULT_REQUIRED')
  const occurredAt = input.occurredAt === undefined ? by.now.getTime() : pastMoment(by, input.occurredAt)
  const id = await insertOne(tx, by, 'recorded', {
    ...subject,
    id: uuid7(),
    kind: input.kind,
    ownerId: by.actor.personId,
    title: input.title ?? null,
    occurredAt,
    durationS: input.durationS ?? null,
    resultId: result?.id ?? null,
    isContact: result?.isContact ?? true,
    result: input.result || null,
    recordingUrl: input.recordingUrl ?? null,
    done: true,
  })
  const next = await planNext(tx, by, await nextOf(tx, by, input.next, result, by.actor.personId), subject)
  return { ...(await shown(tx, by.actor, id)), ...next }
}

/** A contact that has taken place and was recorded elsewhere. */
export interface HeldContact {
  kind: NewActivity['kind']
  /** Who had it. */
  ownerId: string
  at: Date
  /** What came of it, in words. */
  result: string | null
}

/**
 * Contacts that were recorded before there was a deal stand at it now, with their own people and days.
 * @throws Refusal NOT_FOUND, REFERENCE_MISSING
 */
export async function recordHeld(tx: Tx, by: By, dealId: string, contacts: readonly HeldContact[]): Promise<void> {
  if (contacts.length === 0) return
  const subject = await subjectFor(tx, by, { dealId })
  const rows = contacts.map(({ kind, ownerId, at, result }) => {
    const occurredAt = at.getTime()
    const held = { durationS: null, isContact: true, done: true }
    return { ...subject, ...held, id: uuid7(occurredAt), kind, ownerId, occurredAt, result }
  })
  await insertMany(tx, by, 'recorded', rows)
}

/**
 * Plans a contact, for the actor himself or by a leader for one of his people.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_REQUIRED, REFERENCE_MISSING, PLAN_IN_PAST
 */
export async function planActivity(tx: Tx, by: By, input: z.output<typeof newPlan>): Promise<Activity> {
  if (!can(by.actor, 'add')) throw new Refusal('FORBIDDEN')
  const ownerId = input.ownerId ?? by.actor.personId
  await checkOwner(tx, by, ownerId)
  const subject = await subjectFor(tx, by, input)
  const { kind, title = null, durationS = usualLengthS(kind) } = input
  const occurredAt = plannedMoment(by, input.startsAt)
  const id = await insertOne(tx, by, 'planned', {
    ...subject,
    ...plan,
    id: uuid7(),
    kind,
    ownerId,
    title,
    occurredAt,
    durationS,
  })
  return shown(tx, by.actor, id)
}

const plan = { done: false, result: null } as const

/** The step that follows, for the actor, with the same client. @throws Refusal PLAN_IN_PAST */
export async function planNext(tx: Tx, by: By, next: PlannedNext | null, subject: SubjectRefs): Promise<WithNext> {
  if (!next) return { next: null, nextTaskId: null }
  const { kind, title, durationS, startsAt } = next
  const occurredAt = plannedMoment(by, new Date(startsAt).toISOString())
  if (next.as === 'task') return { next: null, nextTaskId: await makeTask(tx, by, next, subject) }
  const own = { ...subject, ...plan, id: uuid7(), kind, ownerId: by.actor.personId, title, occurredAt, durationS }
  const id = await insertOne(tx, by, 'planned', own)
  return { next: await shown(tx, by.actor, id), nextTaskId: null }
}

async function makeTask(tx: Tx, by: By, { title, startsAt, hasTime }: PlannedNext, subject: SubjectRefs) {
  const zone = zoneOf(by)
  const dueTime = hasTime ? formats('ru').time(startsAt, zone) : null
  const words = texts[by.actor.language].nextTask
  const { dealId, companyId, contactId } = subject
  const about = { dealId, companyId, contactId }
  const task = await addTask(tx, by, { ...about, title: title ?? words, dueOn: dayOf(startsAt, zone), dueTime })
  return task.id
}

async function insertOne(tx: Tx, by: By, action: 'planned' | 'recorded', row: NewActivity): Promise<string> {
  await insertMany(tx, by, action, [row])
  return row.id
}

/** Writes new activities with the first entry of their history, and tells those who look on. */
export async function insertMany(
  tx: Tx,
  by: By,
  action: 'planned' | 'recorded',
  rows: readonly NewActivity[],
): Promise<void> {
  const { workspaceId, personId } = by.actor
  const source = sourceOf(by)
  const own = rows.map((row) => ({ ...row, createdBy: personId }))
  await insertActivities(tx, workspaceId, own, zoneOf(by), source)
  if (action === 'planned') {
    await tellPlanned(
      tx,
      by,
      rows.map((row) => ({ ...row, title: row.title ?? null })),
    )
  }
  const edits = rows.map(({ id }) => ({ activityId: id, version: 1, action, changes: {}, reason: null }))
  await insertEdits(tx, workspaceId, { at: by.now.getTime(), actorId: personId, source }, edits)
  for (const { id, ownerId } of rows)
    announce(tx, { workspaceId, topic: 'activity', id, ownerIds: [ownerId], byPersonId: personId })
}
