import type { Day } from '#core/calendar/day.ts'
import { asMonth } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { daysBetween } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type DayPart, shareOf, WHOLE_MONTH } from '../calc/day-parts.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import type { DaysOfPlan } from '../contract/days.ts'
import { firstClosed } from '../data/closed-months.ts'
import { insertParts, partsVersions } from '../data/day-parts.ts'
import { can } from '../policy.ts'
import { monthOfPlan, planDays } from './plan-days.ts'
import { announcePlan } from './set-cells.ts'

interface Setting {
  month: string
  metric: PlanMetric
  subjectId: string
  parts: readonly { fromOn: string; toOn: string; amountMinor: number }[]
  reason: string
  version: number
}

/**
 * Sets weeks and days of a month by hand, as shares of the plan that is there now. The plan of the month and its approval are not touched.
 * @throws Refusal NOT_FOUND for a subject out of sight, PLAN_NOT_YOURS, PLAN_MONTH_CLOSED, PLAN_EMPTY without a plan to divide, PLAN_DAYS_REASON,
 * PLAN_DAYS_OUTSIDE of the month, PLAN_DAYS_TWICE when a day lies in two parts, PLAN_DAYS_OVER when they are more than the plan, PLAN_DAYS_CHANGED
 */
export async function setDays(tx: Tx, actor: Actor, asked: Setting, now: Date): Promise<DaysOfPlan> {
  const month = asMonth(asked.month)
  const target = { month: asked.month, metric: asked.metric, tier: 'target' as const, subjectId: asked.subjectId }
  const { subject, planMinor } = await monthOfPlan(tx, actor, target)
  if (!can(actor, `set ${subject.level}`)) throw new Refusal('PLAN_NOT_YOURS', { name: subject.name })
  if (await firstClosed(tx, actor.workspaceId, [month])) throw new Refusal('PLAN_MONTH_CLOSED', { month })
  if (!planMinor) throw new Refusal('PLAN_EMPTY', { name: subject.name })
  if (asked.reason === '') throw new Refusal('PLAN_DAYS_REASON')
  const place = { workspaceId: actor.workspaceId, metric: asked.metric, month }
  const refuseOld = async () => {
    const [last] = await partsVersions(tx, place, subject.subjectId)
    if ((last?.version ?? 0) !== asked.version)
      throw new Refusal('PLAN_DAYS_CHANGED', { by: last?.setBy ?? null, version: last?.version ?? 0 })
  }
  await refuseOld()
  const parts = partsOf(asked.parts, monthPeriod(month), planMinor)
  const { reason } = asked
  const isFirst = await insertParts(tx, {
    ...place,
    subject,
    parts,
    version: asked.version + 1,
    reason,
    byId: actor.personId,
    at: now,
  })
  if (!isFirst) {
    await refuseOld()
    throw new Refusal('PLAN_DAYS_CHANGED', { by: null, version: asked.version + 1 })
  }
  announcePlan(tx, actor)
  return planDays(tx, actor, target)
}

function partsOf(given: Setting['parts'], { start, end }: { start: Day; end: Day }, planMinor: number): DayPart[] {
  const taken = new Set<number>()
  const parts = given.map(({ fromOn, toOn, amountMinor }): DayPart => {
    if (fromOn < start || toOn >= end || toOn < fromOn)
      throw new Refusal('PLAN_DAYS_OUTSIDE', { day: fromOn < start || toOn < fromOn ? fromOn : toOn })
    const from = daysBetween(start, fromOn as Day)
    const to = daysBetween(start, toOn as Day)
    for (let day = from; day <= to; day += 1) {
      if (taken.has(day)) throw new Refusal('PLAN_DAYS_TWICE', { day: fromOn })
      taken.add(day)
    }
    return { from, to, share: shareOf(amountMinor, planMinor) }
  })
  const overMinor = given.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - planMinor
  if (overMinor > 0) throw new Refusal('PLAN_DAYS_OVER', { planMinor, overMinor })
  return withinWhole(parts)
}

/** Shares are rounded: of parts that make the plan exactly the largest gives what is too much. */
function withinWhole(parts: DayPart[]): DayPart[] {
  const over = parts.reduce((sum, { share }) => sum + share, 0) - WHOLE_MONTH
  const largest = parts.toSorted((a, b) => b.share - a.share)[0]
  if (over > 0 && largest) largest.share -= over
  return parts.toSorted((a, b) => a.from - b.from)
}
