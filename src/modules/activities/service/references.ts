import { today as todayIn } from '#core/calendar/zone.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { ActivityKind, ActivityResult } from '../contract.ts'
import { resultById } from '../data/results.ts'
import { peopleAtWork, type SubjectRefs, wholeSubject } from '../data/subjects.ts'
import { mayPlanFor } from '../policy.ts'

/** A clock that is a little ahead is no reason to refuse. */
const TOLERANCE_MS = 60_000

/** @throws Refusal CLIENT_REQUIRED when it is with nobody, REFERENCE_MISSING {fields} */
export async function subjectFor(
  tx: Tx,
  { actor }: By,
  given: { [Name in keyof SubjectRefs]?: SubjectRefs[Name] | undefined },
): Promise<SubjectRefs> {
  const { dealId = null, companyId = null, contactId = null } = given
  if (!dealId && !companyId && !contactId) throw new Refusal('CLIENT_REQUIRED')
  const whole = await wholeSubject(tx, actor.workspaceId, { dealId, companyId, contactId })
  // A deal that the actor does not see does not exist for him, as everywhere.
  if ('missing' in whole && whole.missing.includes('dealId')) throw new Refusal('NOT_FOUND')
  if ('missing' in whole) throw new Refusal('REFERENCE_MISSING', { fields: whole.missing })
  return whole
}

/** A result of the company's list for this kind of contact. @throws Refusal REFERENCE_MISSING */
export async function resultFor(
  tx: Tx,
  { actor }: By,
  kind: ActivityKind,
  resultId: string | null | undefined,
): Promise<ActivityResult | null> {
  if (!resultId) return null
  const result = await resultById(tx, actor.workspaceId, resultId)
  if (!result || result.kind !== kind) throw new Refusal('REFERENCE_MISSING', { fields: ['resultId'] })
  return result
}

/** @throws Refusal FORBIDDEN, REFERENCE_MISSING when the person is gone */
export async function checkOwner(tx: Tx, by: By, ownerId: string): Promise<void> {
  if (!mayPlanFor(by.actor, ownerId)) throw new Refusal('FORBIDDEN')
  if (ownerId === by.actor.personId) return
  const atWork = await peopleAtWork(tx, by.actor.workspaceId, [ownerId], todayOf(by))
  if (!atWork.has(ownerId)) throw new Refusal('REFERENCE_MISSING', { fields: ['ownerId'] })
}

/** The moment, in milliseconds. @throws Refusal ACTIVITY_IN_FUTURE */
export function pastMoment({ now }: By, text: string): number {
  const at = Date.parse(text)
  if (at > now.getTime() + TOLERANCE_MS) throw new Refusal('ACTIVITY_IN_FUTURE')
  return at
}

/** The moment of a plan: today at the earliest, though an hour ago will do. @throws Refusal PLAN_IN_PAST */
export function plannedMoment(by: By, text: string): number {
  const at = Date.parse(text)
  const zone = zoneOf(by)
  if (at < startOfDay(todayIn(zone, by.now), zone).getTime()) throw new Refusal('PLAN_IN_PAST')
  return at
}
