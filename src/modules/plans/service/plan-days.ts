import { addDays, eachDay, type Month } from '#core/calendar/day.ts'
import { asMonth, firstDay, monthNumber } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { type DayWeights, fixedWeights, sameCourse, weightOf } from '#core/calendar/day-weights.ts'
import { amountOf, computedWithin, nearestParts, partedDays, weightsByHand } from '../calc/day-parts.ts'
import { employedPart } from '../calc/employment.ts'
import { planInPeriod } from '../calc/plan-in-period.ts'
import { type PlanMetric, type Tier, unitOf } from '../calc/plan-metrics.ts'
import { wholeOrg } from '../calc/in-sight.ts'
import { type Subject, subjectTree } from '../calc/subjects.ts'
import type { DaysOfPlan } from '../contract/days.ts'
import { approvedDays } from '../data/approved.ts'
import { firstClosed } from '../data/closed-months.ts'
import { dayPartsOf, partsVersions, type StoredParts } from '../data/day-parts.ts'
import { seasonOf } from '../data/seasons.ts'
import { can } from '../policy.ts'
import { metricWeights } from './season.ts'
import { type YearPlan, yearPlan } from './year-plan.ts'

export interface DaysAsked {
  month: string
  metric: PlanMetric
  tier: Tier
  subjectId: string
}

/**
 * A month of the plan day by day: as it was set by hand, else by the working days that the subject works and their weights, where the plan was
 * approved by the days of the approval. With what is not distributed the days sum to the month exactly.
 * @throws Refusal NOT_FOUND for a subject out of sight
 */
export async function planDays(tx: Tx, actor: Actor, asked: DaysAsked): Promise<DaysOfPlan> {
  const month = asMonth(asked.month)
  const { plan, subject, planMinor } = await monthOfPlan(tx, actor, asked)
  const { present, weights: computed, isFixed } = await computedWeights(tx, actor, asked.metric, month, plan, subject)
  // Days go down the tree, whether or not the reader sees the plan that they come from.
  const everybody = subjectTree(wholeOrg(await orgTree(tx), actor))
  const line = lineOf(everybody, subject.subjectId)
  const place = { workspaceId: actor.workspaceId, metric: asked.metric, month }
  const stored = await dayPartsOf(tx, place, line)
  const versions = await partsVersions(tx, place, subject.subjectId)
  const nearest = nearestParts(line, new Map(stored.map((one) => [one.subjectId, one])))
  const isOwn = nearest?.subjectId === subject.subjectId
  const whole = monthPeriod(month)
  const days = employedPart(whole, subject)
  const eachOf = eachDay(whole.start, whole.end)
  const own = days ? computedWithin(computed, month, days) : eachOf.map(() => 0)
  const weights = nearest ? weightsByHand(computed, month, nearest.parts, isOwn ? days : null) : computed
  const leaf = days && { subjectId: subject.subjectId, month, amountMinor: planMinor ?? 0, days }
  const worked = computed.ofMonth(month).filter((weight) => weight > 0).length
  const even = worked === 0 ? 1 : weightOf(whole, computed) / worked
  const season = await seasonOf(tx, actor.workspaceId, asked.metric)
  const undistributedMinor = isOwn && planMinor ? amountOf(partedDays(own, nearest.parts).rest, planMinor) : 0
  return {
    name: subject.name,
    unit: unitOf(asked.metric),
    planMinor,
    days: eachOf.map((day, index) => {
      const amountMinor = leaf ? planInPeriod(leaf, { start: day, end: addDays(day, 1) }, weights) : 0
      return {
        day,
        weight: Math.round(((own[index] ?? 0) / even) * 100),
        computed: own[index] ?? 0,
        amountMinor: index === eachOf.length - 1 ? amountMinor - undistributedMinor : amountMinor,
        byHand: nearest?.parts.some(({ from, to }) => from <= index && index <= to) ?? false,
      }
    }),
    undistributedMinor,
    parts: isOwn && planMinor !== null ? nearest.parts.map((part) => shownPart(part, month, planMinor)) : [],
    from: nearest && !isOwn ? (everybody.find((one) => one.subjectId === nearest.subjectId)?.name ?? null) : null,
    version: versions[0]?.version ?? 0,
    history: versions.map(({ version, setAt, setBy, reason, parts }) => ({
      version,
      at: setAt.toISOString(),
      by: setBy,
      reason,
      parts: parts.length,
    })),
    calendarChanged: !nearest && isFixed && !sameCourse(computed.ofMonth(month), present.ofMonth(month)),
    seasoned: season !== undefined && new Set([...season.weekdays, ...season.thirds]).size > 1,
    may: {
      edit:
        asked.tier === 'target' &&
        planMinor !== null &&
        planMinor > 0 &&
        can(actor, `set ${subject.level}`) &&
        (await firstClosed(tx, actor.workspaceId, [month])) === undefined,
    },
  }
}

/** The subject with its plan of the month. @throws Refusal NOT_FOUND for a subject out of sight */
export async function monthOfPlan(tx: Tx, actor: Actor, asked: DaysAsked) {
  const plan = await yearPlan(tx, actor, asked.metric, Number(asked.month.slice(0, 4)), asked.tier)
  const subject = plan.subjects.find((one) => one.subjectId === asked.subjectId)
  if (!subject) throw new Refusal('NOT_FOUND')
  const planMinor = plan.plans[monthNumber(asMonth(asked.month)) - 1]?.get(subject.subjectId)?.plan ?? null
  return { plan, subject, planMinor }
}

/** By calendar and season, or as they were when the plan was approved. */
async function computedWeights(
  tx: Tx,
  { workspaceId }: Actor,
  metric: PlanMetric,
  month: Month,
  { subjects }: YearPlan,
  { subjectId }: Subject,
): Promise<{ present: DayWeights; weights: DayWeights; isFixed: boolean }> {
  const present = await metricWeights(tx, workspaceId, metric, await workCalendar(tx))
  const fixed = await approvedDays(tx, workspaceId, metric, month, lineOf(subjects, subjectId))
  return {
    present,
    weights: fixed ? fixedWeights(present, new Map([[month, fixed]])) : present,
    isFixed: fixed !== undefined,
  }
}

/** The subject, then those above it. */
function lineOf(subjects: readonly Subject[], subjectId: string): string[] {
  const parents = new Map(subjects.map((one) => [one.subjectId, one.parentId]))
  const line: string[] = []
  for (let id: string | null = subjectId; id !== null; id = parents.get(id) ?? null) line.push(id)
  return line
}

function shownPart({ from, to, share }: StoredParts['parts'][number], month: Month, planMinor: number) {
  const start = firstDay(month)
  return { fromOn: addDays(start, from), toOn: addDays(start, to), amountMinor: amountOf(share, planMinor) }
}
