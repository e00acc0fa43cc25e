import { addDays, type Day } from '#core/calendar/day.ts'
import { contains, intersection, type Period, periodDays } from '#core/calendar/period.ts'

interface Employment {
  hiredOn: string | null
  leftOn: string | null
}

/**
 * Average headcount, the mean of the headcount of each day, and how many left, in a period up to `today`. The last day of work is a day of work.
 * A person without a day of hire has always been there.
 */
export function headcountOf(
  people: readonly Employment[],
  period: Period,
  today: Day,
): { headcount: number; leftN: number } {
  const begun = intersection(period, { start: period.start, end: addDays(today, 1) })
  if (!begun) return { headcount: 0, leftN: 0 }
  let days = 0
  for (const { hiredOn, leftOn } of people) {
    const start = (hiredOn ?? begun.start) as Day
    const end = leftOn === null ? begun.end : addDays(leftOn as Day, 1)
    const worked = start < end ? intersection(begun, { start, end }) : null
    days += worked ? periodDays(worked) : 0
  }
  const leftN = people.filter(({ leftOn }) => leftOn !== null && contains(begun, leftOn as Day)).length
  return { headcount: days / periodDays(begun), leftN }
}
