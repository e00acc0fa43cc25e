/** The stretches of a period that are over, for the pace of a line: working days, of a long period months. */
import { addDays, type Day, type Month } from '#core/calendar/day.ts'
import { firstDay, monthOf } from '#core/calendar/month.ts'
import { intersection, monthPeriod, monthsTouched, type Period, periodDays } from '#core/calendar/period.ts'
import { type DayWeights, weightOf } from '#core/calendar/day-weights.ts'

/** Longer periods are read by months: a year by days is ten times the rows and says the same. */
const MOST_DAYS_BY_DAY = 100

/** Whether the course of a period is read by days. */
export function isDaily(period: Period): boolean {
  return periodDays(period) <= MOST_DAYS_BY_DAY
}

/**
 * The stretches of `[start, now)`: one a working day, to which days off before it belong; days off at the end belong to the last working day.
 * Of a long period one a month.
 */
export function stepsOf(period: Period, now: Day, weights: DayWeights): Period[] {
  const begun = intersection(period, { start: period.start, end: now })
  if (!begun) return []
  if (!isDaily(period)) return monthsTouched(begun).flatMap((month) => intersection(begun, monthPeriod(month)) ?? [])
  const steps: Period[] = []
  let start = begun.start
  for (let day = begun.start; day < begun.end; day = addDays(day, 1)) {
    const next = addDays(day, 1)
    if (weightOf({ start: day, end: next }, weights) === 0) continue
    steps.push({ start, end: next })
    start = next
  }
  const last = steps.pop()
  if (last) steps.push({ start: last.start, end: begun.end })
  return steps
}

/** The step in which a day lies, by binary search; −1 outside of all. */
export function stepAt(steps: readonly Period[], day: Day): number {
  let [low, high] = [0, steps.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const step = steps[middle]
    if (!step) return -1
    if (day < step.start) high = middle - 1
    else if (day >= step.end) low = middle + 1
    else return middle
  }
  return -1
}

/** What a part of the period weighs for those who are there on some of its days only. */
export function weightWithin(part: Period, there: Period | null, weights: DayWeights): number {
  const own = there && intersection(part, there)
  return own ? weightOf(own, weights) : 0
}

/** Whole months before the one in which `today` lies, of a long period. */
export function wholeMonths(period: Period, today: Day): Month[] {
  return monthsTouched(period).filter((month) => {
    const { start, end } = monthPeriod(month)
    return start >= period.start && end <= period.end && end <= today && firstDay(monthOf(start)) === start
  })
}
