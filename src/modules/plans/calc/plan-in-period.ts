/**
 * A plan is set by months; this says what of it falls on any period, and what of it is due by a day.
 *
 * The rule: a month's plan is spread over the working days that the person works in it (a department and the company: all working days), by
 * their weights. Whole months give their plan as it was set. Parts are differences of one rounded running sum, so the parts of a month sum to
 * it exactly, and what is due by today is the plan of the part that has begun: months are the seasonality, working days the pace within them.
 */
import { dateOf, type Day, dayNumber, type Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { DayWeights } from '#core/calendar/day-weights.ts'

/** A part of the plan that nobody divides further: a person's, or what a department has not distributed. */
export interface PlanLeaf {
  /** Whom it stands under. */
  subjectId: string
  month: Month
  /** Minor units, or pieces. */
  amountMinor: number
  /** Days of the month over which it is spread: those of a person's work. */
  days: Period
  /** Of its own where it has some: approved with another calendar, or of a person who is away. */
  weights?: DayWeights
}

/**
 * What of the leaf falls on the period, in minor units. What is due by the end of a day is what falls on the part of the period that has
 * begun by then.
 */
export function planInPeriod(leaf: PlanLeaf, period: Period, weights: DayWeights): number {
  return runningPlan(leaf, period.end, weights) - runningPlan(leaf, period.start, weights)
}

/** What of the leaf's plan falls on its days before `day`. */
export function runningPlan(
  { amountMinor, days: { start, end }, month, weights: own }: PlanLeaf,
  day: Day,
  weights: DayWeights,
): number {
  if (day <= start) return 0
  if (day >= end) return amountMinor
  const course = (own ?? weights).courseOf(month)
  // A chart asks for thousands of these: the day of the month tells the place in its course.
  const from = dateOf(start) - 1
  const days = dayNumber(day) - dayNumber(start)
  const allDays = dayNumber(end) - dayNumber(start)
  const before = course[from] ?? 0
  return spreadPlan(amountMinor, {
    worked: (course[from + days] ?? 0) - before,
    all: (course[from + allDays] ?? 0) - before,
    days,
    allDays,
  })
}

interface Progress {
  /** Weight of the working days behind and in all. */
  worked: number
  all: number
  /** Calendar days behind and in all: for a month without a single working day. */
  days: number
  allDays: number
}

/** The amount's part that has been worked for, rounded half away from zero. Exact. */
export function spreadPlan(amountMinor: number, { worked, all, days, allDays }: Progress): number {
  const [part, whole] = all === 0 ? [days, allDays] : [worked, all]
  const doubled = 2 * Math.abs(amountMinor) * part + whole
  const size = Number.isSafeInteger(doubled)
    ? Math.floor(doubled / (2 * whole))
    : Number((2n * BigInt(Math.abs(amountMinor)) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)))
  return amountMinor < 0 ? -size : size
}
