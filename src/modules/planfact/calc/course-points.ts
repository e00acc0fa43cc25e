/** At which days the course of a period is shown. */
import { addDays, type Day, eachDay } from '#core/calendar/day.ts'
import { addMonths, addMonthsToDay, lastDay, monthOf } from '#core/calendar/month.ts'
import { contains, lastDayOf, monthsTouched, type Period } from '#core/calendar/period.ts'
import { isDaily } from './steps.ts'

/** Each day of the period; of a long one the last days of its months and today. In order. */
export function coursePoints(period: Period, today: Day): Day[] {
  if (isDaily(period)) return eachDay(period.start, period.end)
  const ends = monthsTouched(period).map((month) => (lastDay(month) < period.end ? lastDay(month) : lastDayOf(period)))
  return [...new Set([...ends, ...(contains(period, today) ? [today] : [])])].toSorted()
}

/** The stretches between the points: from the start to the first, and so on. */
export function stretches(start: Day, points: readonly Day[]): Period[] {
  return points.map((point, index) => {
    const before = points[index - 1]
    return { start: before === undefined ? start : addDays(before, 1), end: addDays(point, 1) }
  })
}

/** The same day a year before; the last day of a month stays the last. */
export function yearBefore(day: Day): Day {
  const month = monthOf(day)
  return day === lastDay(month) ? lastDay(addMonths(month, -12)) : addMonthsToDay(day, -12)
}
