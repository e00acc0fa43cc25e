import { asMonth } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { workingDays } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { workCalendar } from '#modules/org/api.ts'
import { employedPart } from '../calc/employment.ts'
import type { PlanMetric, Tier } from '../calc/plan-metrics.ts'
import { evenSeason, monthWeights } from '../calc/season.ts'
import { splitPlan } from '../calc/split-plan.ts'
import { can } from '../policy.ts'
import { factOfYear } from '../data/own-history.ts'
import { seasonOf } from '../data/seasons.ts'
import { changing } from './proposals.ts'
import { subtreeOf } from './subtree.ts'
import { yearPlan } from './year-plan.ts'

interface Asked {
  metric: PlanMetric
  tier: Tier
  year: number
  subjectId: string
  amountMinor: number
  by: 'season' | 'equal' | 'lastYear'
  stepMinor: number
}

/**
 * How a year's plan of a subject would be split over its months: exactly, in whole steps; a month that a person works in part weighs that part.
 * Changes nothing. @throws Refusal NOT_FOUND out of sight, FORBIDDEN for a plan that the actor may not set
 */
export async function yearSplitPreview(tx: Tx, actor: Actor, asked: Asked) {
  const plan = await yearPlan(tx, actor, asked.metric, asked.year, asked.tier)
  const subject = plan.subjects.find(({ subjectId }) => subjectId === asked.subjectId)
  if (!subject) throw new Refusal('NOT_FOUND')
  if (!can(actor, `set ${subject.level}`)) throw new Refusal('FORBIDDEN')
  const calendar = await workCalendar(tx)
  const inside = new Set(subtreeOf(plan.subjects, asked.subjectId).map(({ subjectId }) => subjectId))
  const history = asked.by === 'lastYear' ? await factOfYear(tx, actor.workspaceId, asked.metric, asked.year - 1) : []
  const wholes = plan.months.map((month) => workingDays(monthPeriod(asMonth(month)), calendar))
  const weights = monthWeights(asked.by, {
    season: (await seasonOf(tx, actor.workspaceId, asked.metric)) ?? evenSeason,
    workingDays: wholes,
    lastYear: plan.months.map((month) =>
      history
        .filter((one) => inside.has(one.personId) && one.month.slice(5) === month.slice(5))
        .reduce((sum, one) => sum + one.amountMinor, 0),
    ),
  })
  const parts = plan.months
    .map((month, index) => {
      const there = employedPart(monthPeriod(asMonth(month)), subject)
      const worked = there ? workingDays(there, calendar) : 0
      return {
        month: index,
        weight: wholes[index] ? ((weights[index] ?? 0) * worked) / wholes[index] : 0,
        there: there !== null,
      }
    })
    .filter(({ there }) => there)
  const amounts = splitPlan(
    asked.amountMinor,
    parts.map(({ weight }) => weight),
    asked.stepMinor,
  )
  const cells = changing(
    plan,
    parts.map(({ month }, index) => ({ subject, month, amountMinor: amounts[index] ?? 0 })),
  )
  const before = plan.plans.reduce((sum, month) => sum + (month.get(subject.subjectId)?.plan ?? 0), 0)
  return { cells, beforeMinor: before, afterMinor: asked.amountMinor, leftOut: [] }
}
