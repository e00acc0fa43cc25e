import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Activity, ActivityChanges } from '../contract.ts'
import type { StoredActivity } from '../data/stored.ts'
import { changeActivities, type Fields, openForChange, shown } from './change.ts'
import { checkOwner, pastMoment, plannedMoment, resultFor, subjectFor } from './references.ts'

/**
 * Changes fields of a planned or done activity.
 * @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED, NOT_PLANNED when it is called off, CLIENT_REQUIRED, REFERENCE_MISSING,
 *   RESULT_REQUIRED, ACTIVITY_IN_FUTURE, PLAN_IN_PAST
 */
export async function editActivity(
  tx: Tx,
  by: By,
  { id, version, changes }: { id: string; version: number; changes: ActivityChanges },
): Promise<Activity> {
  const opened = await openForChange(tx, by, [{ id, version }])
  const one = opened.get(id)
  if (!one || one.done === null) throw new Refusal('NOT_PLANNED')
  const set: Fields = {}
  if (changes.kind !== undefined) set.kind = changes.kind
  if (changes.title !== undefined) set.title = changes.title
  if (changes.durationS !== undefined) set.durationS = changes.durationS
  if (changes.recordingUrl !== undefined) set.recordingUrl = changes.recordingUrl
  if (changes.occurredAt !== undefined && Date.parse(changes.occurredAt) !== one.occurredAt)
    Object.assign(set, timeOf(by, one, changes.occurredAt))
  if (changes.ownerId !== undefined && changes.ownerId !== one.ownerId) {
    // Whose work it was is no matter of opinion.
    if (one.done) throw new Refusal('FORBIDDEN')
    await checkOwner(tx, by, changes.ownerId)
    set.ownerId = changes.ownerId
  }
  Object.assign(set, await subjectOf(tx, by, one, changes))
  if (one.done) Object.assign(set, await outcomeOf(tx, by, { ...one, ...set }, changes))
  await changeActivities(tx, by, opened, [{ id, action: isMove(set) ? 'moved' : 'edited', set }])
  return shown(tx, by.actor, id)
}

function timeOf(by: By, one: StoredActivity, text: string): Fields {
  if (one.done) return { occurredAt: pastMoment(by, text) }
  return { occurredAt: plannedMoment(by, text), shifts: one.shifts + 1 }
}

async function subjectOf(tx: Tx, by: By, one: StoredActivity, changes: ActivityChanges): Promise<Fields> {
  const { dealId, companyId, contactId } = changes
  if (dealId === undefined && companyId === undefined && contactId === undefined) return {}
  // Another deal or company brings its own people along; what is named beside it stands.
  const isOther = (dealId ?? one.dealId) !== one.dealId || (companyId ?? one.companyId) !== one.companyId
  const rest = isOther ? { dealId: one.dealId } : one
  return subjectFor(tx, by, {
    dealId: dealId === undefined ? rest.dealId : dealId,
    companyId: companyId === undefined ? (isOther ? null : one.companyId) : companyId,
    contactId: contactId === undefined ? (isOther ? null : one.contactId) : contactId,
  })
}

/** A done activity keeps a result; one of another kind does not fit it any more. */
async function outcomeOf(tx: Tx, by: By, one: StoredActivity, changes: ActivityChanges): Promise<Fields> {
  const set: Fields = {}
  if (changes.result !== undefined) set.result = changes.result || null
  if (changes.resultId !== undefined || changes.kind !== undefined) {
    const wanted = changes.resultId === undefined ? one.resultId : changes.resultId
    const found =
      wanted === one.resultId
        ? await resultFor(tx, by, one.kind, wanted).catch(noneOfThisKind)
        : await resultFor(tx, by, one.kind, wanted)
    set.resultId = found?.id ?? null
    set.isContact = found?.isContact ?? true
  }
  const after = { ...one, ...set }
  if (!after.resultId && !after.result) throw new Refusal('RESULT_REQUIRED')
  return set
}

function noneOfThisKind(error: unknown): null {
  if (error instanceof Refusal && error.code === 'REFERENCE_MISSING') return null
  throw error
}

const isMove = (set: Fields) => set.occurredAt !== undefined && Object.keys(set).every((name) => TIMES.has(name))
const TIMES = new Set(['occurredAt', 'durationS', 'shifts'])

/** Deletes an activity recorded or planned by mistake: it leaves all figures; undo brings it back. @throws Refusal NOT_FOUND, FORBIDDEN, ACTIVITY_CHANGED */
export async function removeActivity(
  tx: Tx,
  by: By,
  input: { id: string; version?: number | undefined; reason?: string | null | undefined },
): Promise<{ id: string; version: number }> {
  const opened = await openForChange(tx, by, [input])
  const set = { deletedAt: by.now.getTime(), done: null }
  const [removed] = await changeActivities(tx, by, opened, [
    { id: input.id, action: 'deleted', set, reason: input.reason || null },
  ])
  return { id: input.id, version: removed?.version ?? 1 }
}
