/**
 * A plan is set by months; this says what of it falls on any period, and what of it is due by a day.
 *
 * The rule: a month's plan is spread over the working days that the person works in it (a department and the company: all working days).
 * Whole months give their plan as it was set. Parts are differences of one rounded running sum, so the parts of a month sum to it exactly,
 * and what is due by today is the plan of the part that has begun: months are the seasonality, working days the pace within them.
 */
import { type Day, dayNumber, type Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'

/** A part of the plan that nobody divides further: a person's, or what a department has not distributed. */
export interface PlanLeaf {
  /** Whom it stands under. */
  subjectId: string
  month: Month
  amountMinor: number
  /** Days of the month over which it is spread: those of a person's work. */
  days: Period
}

/**
 * What of the leaf falls on the period, in minor units. What is due by the end of a day is what falls on the part of the period that has
 * begun by then.
 */
export function planInPeriod(leaf: PlanLeaf, period: Period, calendar: WorkCalendar): number {
  return runningPlan(leaf, period.end, calendar) - runningPlan(leaf, period.start, calendar)
}

/** What of the leaf's plan falls on its days before `day`. */
function runningPlan({ amountMinor, days }: PlanLeaf, day: Day, calendar: WorkCalendar): number {
  if (day <= days.start) return 0
  if (day >= days.end) return amountMinor
  const first = dayNumber(days.start)
  return spreadPlan(amountMinor, {
    worked: workingDays({ start: days.start, end: day }, calendar),
    all: workingDays(days, calendar),
    days: dayNumber(day) - first,
    allDays: dayNumber(days.end) - first,
  })
}

interface Progress {
  /** Working days behind and in all. */
  worked: number
  all: number
  /** Calendar days behind and in all: for a month without a single working day. */
  days: number
  allDays: number
}

/** The amount's part that has been worked for, rounded half away from zero. Exact up to 10^13 minor units. */
export function spreadPlan(amountMinor: number, { worked, all, days, allDays }: Progress): number {
  const [part, whole] = all === 0 ? [days, allDays] : [worked, all]
  const size = Math.floor((2 * Math.abs(amountMinor) * part + whole) / (2 * whole))
  return amountMinor < 0 ? -size : size
}
