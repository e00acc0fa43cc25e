import { addDays, eachDay } from '#core/calendar/day.ts'
import { asMonth, monthNumber } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { workCalendar } from '#modules/org/api.ts'
import { fixedWeights, sameCourse, weightOf } from '#core/calendar/day-weights.ts'
import { employedPart } from '../calc/employment.ts'
import { planInPeriod } from '../calc/plan-in-period.ts'
import { type PlanMetric, type Tier, unitOf } from '../calc/plan-metrics.ts'
import { approvedDays } from '../data/approved.ts'
import { seasonOf } from '../data/seasons.ts'
import { metricWeights } from './season.ts'
import { yearPlan } from './year-plan.ts'

interface Asked {
  month: string
  metric: PlanMetric
  tier: Tier
  subjectId: string
}

/**
 * A month of the plan day by day, by the working days that the subject works and their weights; where the plan was approved, by the days of
 * the approval. The days sum to the month exactly. @throws Refusal NOT_FOUND for a subject out of sight
 */
export async function planDays(tx: Tx, actor: Actor, asked: Asked) {
  const month = asMonth(asked.month)
  const plan = await yearPlan(tx, actor, asked.metric, Number(asked.month.slice(0, 4)), asked.tier)
  const subject = plan.subjects.find((one) => one.subjectId === asked.subjectId)
  if (!subject) throw new Refusal('NOT_FOUND')
  const planMinor = plan.plans[monthNumber(month) - 1]?.get(subject.subjectId)?.plan ?? null
  const present = await metricWeights(tx, actor.workspaceId, asked.metric, await workCalendar(tx))
  const parents = new Map(plan.subjects.map((one) => [one.subjectId, one.parentId]))
  const line: string[] = []
  for (let id: string | null = subject.subjectId; id !== null; id = parents.get(id) ?? null) line.push(id)
  const fixed = await approvedDays(tx, actor.workspaceId, asked.metric, month, line)
  const weights = fixed ? fixedWeights(present, new Map([[month, fixed]])) : present
  const whole = monthPeriod(month)
  const days = employedPart(whole, subject)
  const leaf = days && { subjectId: subject.subjectId, month, amountMinor: planMinor ?? 0, days }
  const worked = weights.ofMonth(month).filter((weight) => weight > 0).length
  const even = worked === 0 ? 1 : weightOf(whole, weights) / worked
  const season = await seasonOf(tx, actor.workspaceId, asked.metric)
  return {
    name: subject.name,
    unit: unitOf(asked.metric),
    planMinor,
    days: eachDay(whole.start, whole.end).map((day, index) => {
      const isThere = days !== null && day >= days.start && day < days.end
      const weight = isThere ? (weights.ofMonth(month)[index] ?? 0) : 0
      return {
        day,
        weight: Math.round((weight / even) * 100),
        amountMinor: leaf ? planInPeriod(leaf, { start: day, end: addDays(day, 1) }, weights) : 0,
      }
    }),
    calendarChanged: fixed !== undefined && !sameCourse(fixed, present.ofMonth(month)),
    seasoned: season !== undefined && new Set([...season.weekdays, ...season.thirds]).size > 1,
  }
}
