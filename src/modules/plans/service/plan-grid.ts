import { asMonth } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { isPublishedYear } from '#core/calendar/production-calendar-ru.ts'
import { workingDays } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { workCalendar } from '#modules/org/api.ts'
import { type PlanMetric, type Tier, unitOf } from '../calc/plan-metrics.ts'
import type { Subject } from '../calc/subjects.ts'
import { can } from '../policy.ts'
import { isOutside, type YearPlan, yearPlan } from './year-plan.ts'

/** The grid of a year: every subject in sight with its twelve cells and the sums of what stands below. */
export async function planGrid(
  tx: Tx,
  actor: Actor,
  { year, metric, tier }: { year: number; metric: PlanMetric; tier: Tier },
) {
  const plan = await yearPlan(tx, actor, metric, year, tier)
  const calendar = await workCalendar(tx)
  return {
    year,
    metric,
    tier,
    unit: unitOf(metric),
    months: plan.months.map((month) => ({ month, workingDays: workingDays(monthPeriod(asMonth(month)), calendar) })),
    calendarPublished: isPublishedYear(year),
    rows: plan.subjects.map((subject) => ({
      ...subject,
      editable: can(actor, `set ${subject.level}`),
      cells: gridCells(plan, subject),
    })),
  }
}

function gridCells({ months, cellAt, plans }: YearPlan, subject: Subject) {
  return months.map((month, index) => {
    const sums = plans[index]?.get(subject.subjectId)
    return {
      amountMinor: sums?.own ?? null,
      version: cellAt(subject, index)?.version ?? 0,
      belowMinor: sums?.below ?? null,
      undistributedMinor: sums?.undistributed ?? null,
      planMinor: sums?.plan ?? null,
      outside: isOutside(subject, month),
    }
  })
}
