/** Business minutes between two moments: first response, SLA, working time in a stage. */
import { addDays, type Day, type TimeZone } from './day.ts'
import { isShortDay, isWorkingDay, shortDays, type WorkCalendar, workingDays } from './working-days.ts'
import { dayOf, instantAt, milliseconds, type Moment } from './zone.ts'

/** Minutes since local midnight. Lunch is not taken out: a customer waits through it. */
export type WorkingHours = { readonly opensAt: number; readonly closesAt: number }

export const usualHours: WorkingHours = { opensAt: 9 * 60, closesAt: 18 * 60 }

/** A day before a public holiday closes an hour earlier (Labour Code of Russia, article 95). */
const SHORTER_BY = 60

/**
 * Minutes of working time in `[from, to)`, fractions included. Symmetric: a moment before `from` gives a negative figure,
 * so that wrong data shows itself instead of looking like an instant answer.
 */
export function businessMinutes(
  from: Moment,
  to: Moment,
  calendar: WorkCalendar,
  zone: TimeZone,
  hours: WorkingHours = usualHours,
): number {
  const [begin, finish] = [milliseconds(from), milliseconds(to)]
  if (begin > finish) return -businessMinutes(to, from, calendar, zone, hours)
  const [firstDay, finalDay] = [dayOf(begin, zone), dayOf(finish, zone)]
  const within = (day: Day): number => {
    if (!isWorkingDay(day, calendar)) return 0
    const closesAt = hours.closesAt - (isShortDay(day, calendar) ? SHORTER_BY : 0)
    const opens = Math.max(begin, instantAt(day, hours.opensAt, zone).getTime())
    const closes = Math.min(finish, instantAt(day, closesAt, zone).getTime())
    return Math.max(0, closes - opens) / 60_000
  }
  if (firstDay === finalDay) return within(firstDay)
  const between = { start: addDays(firstDay, 1), end: finalDay }
  const whole =
    workingDays(between, calendar) * (hours.closesAt - hours.opensAt) - shortDays(between, calendar) * SHORTER_BY
  return within(firstDay) + whole + within(finalDay)
}
