import type { Month } from '#core/calendar/day.ts'
import { addMonths, asMonth, eachMonth } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { type DayWeights, sameCourse } from '#core/calendar/day-weights.ts'
import { orgInSight } from '../calc/in-sight.ts'
import { monthPlan } from '../calc/month-plan.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import { type PlanLevel, type Subject, subjectTree } from '../calc/subjects.ts'
import type { PlanVersion } from '../contract/shapes.ts'
import { can } from '../policy.ts'
import { cellsOf } from '../data/cells.ts'
import { insertVersion, type StoredVersion, versionDays, versionsOf } from '../data/versions.ts'
import { metricWeights } from './season.ts'
import { announcePlan } from './set-cells.ts'
import { subtreeOf } from './subtree.ts'
import { tellDeciders } from './version-notices.ts'

/** Proposals of plans that touch the year, newest first. */
export async function planVersions(
  tx: Tx,
  actor: Actor,
  { year, metric, subjectId }: { year: number; metric?: PlanMetric | undefined; subjectId?: string | undefined },
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const months = { from: `${year}-01`, to: `${year}-12` }
  const found = await versionsOf(tx, { workspaceId: actor.workspaceId, metric, subjectId, months })
  return {
    rows: await shownVersions(tx, actor, found),
    may: { propose: can(actor, 'propose'), decide: can(actor, 'decide') },
  }
}

interface Proposal {
  metric: PlanMetric
  level: PlanLevel
  subjectId: string
  fromMonth: string
  toMonth: string
  reason: string
}

/**
 * Keeps the present plan of a subject and all below it, with the working days of the calendar, as a version that waits for a decision.
 * @throws Refusal NOT_FOUND out of sight, PLAN_NOT_YOURS for those who propose no such plan, PLAN_MONTHS_REVERSED, PLAN_EMPTY where nothing is
 * set, PLAN_PROPOSED_ALREADY while another proposal of these months waits
 */
export async function proposePlan(tx: Tx, actor: Actor, asked: Proposal): Promise<PlanVersion> {
  const subjects = await subjectsInSight(tx, actor)
  const subject = subjects.find(({ subjectId, level }) => subjectId === asked.subjectId && level === asked.level)
  if (!subject) throw new Refusal('NOT_FOUND')
  if (!can(actor, 'propose')) throw new Refusal('PLAN_NOT_YOURS', { name: subject.name })
  if (asked.fromMonth > asked.toMonth)
    throw new Refusal('PLAN_MONTHS_REVERSED', { from: asked.fromMonth, to: asked.toMonth })
  const { workspaceId } = actor
  const waiting = (
    await versionsOf(tx, {
      workspaceId,
      metric: asked.metric,
      subjectId: asked.subjectId,
      months: { from: asked.fromMonth, to: asked.toMonth },
    })
  ).find(({ state }) => state === 'proposed')
  if (waiting) throw new Refusal('PLAN_PROPOSED_ALREADY', { number: waiting.number, by: waiting.proposedBy })
  const months = monthsOf(asked)
  const below = subtreeOf(subjects, asked.subjectId)
  const amountMinor = await planOf(tx, workspaceId, asked.metric, months, below)
  if (amountMinor === null) throw new Refusal('PLAN_EMPTY', { name: subject.name })
  const weights = await metricWeights(tx, workspaceId, asked.metric, await workCalendar(tx))
  const id = await insertVersion(tx, {
    ...asked,
    workspaceId,
    amountMinor,
    personId: actor.personId,
    subjectIds: below.map(({ subjectId }) => subjectId),
    days: months.map((month) => ({ month, weights: weights.ofMonth(month) })),
  })
  announcePlan(tx, actor)
  const one = await shownVersion(tx, actor, id)
  await tellDeciders(tx, actor, one)
  return one
}

/** @throws Refusal NOT_FOUND for a version out of sight */
export async function shownVersion(tx: Tx, actor: Actor, id: string): Promise<PlanVersion> {
  const found = await versionsOf(tx, { workspaceId: actor.workspaceId, id })
  const [one] = await shownVersions(tx, actor, found)
  if (!one) throw new Refusal('NOT_FOUND')
  return one
}

export async function subjectsInSight(tx: Tx, actor: Actor): Promise<Subject[]> {
  return subjectTree(orgInSight(await orgTree(tx), actor))
}

export function monthsOf({ fromMonth, toMonth }: { fromMonth: string; toMonth: string }): Month[] {
  return eachMonth(asMonth(fromMonth), addMonths(asMonth(toMonth), 1))
}

/** Whether this person decides about a version: not his own, and a company's only he who plans companies. */
export function mayDecide(actor: Actor, one: Pick<StoredVersion, 'level' | 'proposerId'>): boolean {
  return (
    can(actor, 'decide') && one.proposerId !== actor.personId && (one.level !== 'company' || can(actor, 'set company'))
  )
}

async function shownVersions(tx: Tx, actor: Actor, found: readonly StoredVersion[]): Promise<PlanVersion[]> {
  const subjects = await subjectsInSight(tx, actor)
  const byId = new Map(subjects.map((one) => [one.subjectId, one]))
  const calendar = await workCalendar(tx)
  const { workspaceId } = actor
  const days = Map.groupBy(
    await versionDays(
      tx,
      workspaceId,
      found.map(({ id }) => id),
    ),
    ({ versionId }) => versionId,
  )
  const weightsOf = new Map<string, DayWeights>()
  const shown: PlanVersion[] = []
  for (const one of found) {
    const subject = byId.get(one.subjectId)
    if (!subject) continue
    const weights = weightsOf.get(one.metric) ?? (await metricWeights(tx, workspaceId, one.metric, calendar))
    weightsOf.set(one.metric, weights)
    const { proposerId, ...version } = one
    const isWaiting = one.state === 'proposed'
    shown.push({
      ...version,
      name: subject.name,
      proposedAt: one.proposedAt.toISOString(),
      decidedAt: one.decidedAt?.toISOString() ?? null,
      presentMinor: await planOf(tx, workspaceId, one.metric, monthsOf(one), subtreeOf(subjects, one.subjectId)),
      calendarChanged: (days.get(one.id) ?? []).some((own) => !sameCourse(own.weights, weights.ofMonth(own.month))),
      may: { decide: isWaiting && mayDecide(actor, one), withdraw: isWaiting && proposerId === actor.personId },
    })
  }
  return shown
}

/** The target of the first of these subjects over the months, with what stands below where it has none; null where nothing is set. */
async function planOf(
  tx: Tx,
  workspaceId: string,
  metric: PlanMetric,
  months: readonly Month[],
  subtree: readonly Subject[],
): Promise<number | null> {
  const [top] = subtree
  const cells = await cellsOf(tx, workspaceId, { metric, tier: 'target', cut: 'all' }, months)
  const own = new Map(cells.map((cell) => [`${cell.subjectId} ${cell.month}`, cell.amountMinor]))
  const plans = months.map((month) =>
    monthPlan(subtree, ({ subjectId }) => own.get(`${subjectId} ${month}`) ?? null).get(top?.subjectId ?? ''),
  )
  const known = plans.flatMap((plan) => (plan?.plan == null ? [] : [plan.plan]))
  return known.length === 0 ? null : known.reduce((sum, amount) => sum + amount, 0)
}
