/** When somebody works for the company. Both days belong to it; null is open. */
import { addDays, type Day } from '#core/calendar/day.ts'
import { lastDayOf, type Period } from '#core/calendar/period.ts'

export interface Employment {
  hiredOn: string | null
  leftOn: string | null
}

/** The part of the period that the person works in the company, null when there is none. */
export function employedPart(period: Period, { hiredOn, leftOn }: Employment): Period | null {
  const start = hiredOn !== null && hiredOn > period.start ? (hiredOn as Day) : period.start
  const end = leftOn !== null && leftOn < lastDayOf(period) ? addDays(leftOn as Day, 1) : period.end
  if (start >= end) return null
  return start === period.start && end === period.end ? period : { start, end }
}
