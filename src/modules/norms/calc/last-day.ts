import { addDays, type Day } from '#core/calendar/day.ts'
import { contains, lastDayOf, type Period } from '#core/calendar/period.ts'

/** The last day of a period that norms are counted by: one that is over, for at noon half a norm is no failure. A period of today alone is looked at as it is. */
export function lastDayThatIsOver(period: Period, today: Day): Day {
  if (!contains(period, today)) return lastDayOf(period)
  return period.start === today ? today : addDays(today, -1)
}
