import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { usualHours, type WorkingHours } from '#core/calendar/business-time.ts'
import { isShortDay, isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { instantAt } from '#core/calendar/zone.ts'

/** A day with its working hours. On a day off there are none, and `opens` is its midnight. */
export interface WorkDay {
  day: Day
  opens: Date
  lengthS: number
  /** Working seconds of all days before it, from the first one of the list. */
  beforeS: number
}

/** As in #core/calendar/business-time: a day before a public holiday closes an hour earlier. */
const SHORTER_BY_S = 3600

/** Days in order with what was worked before each: the working time between two moments is then a difference of two sums. */
export function workDays(
  { start, end }: { start: Day; end: Day },
  calendar: WorkCalendar,
  zone: TimeZone,
  hours: WorkingHours = usualHours,
): WorkDay[] {
  const days: WorkDay[] = []
  let beforeS = 0
  for (let day = start; day < end; day = addDays(day, 1)) {
    const isWorked = isWorkingDay(day, calendar)
    const lengthS = isWorked
      ? (hours.closesAt - hours.opensAt) * 60 - (isShortDay(day, calendar) ? SHORTER_BY_S : 0)
      : 0
    days.push({ day, opens: instantAt(day, isWorked ? hours.opensAt : 0, zone), lengthS, beforeS })
    beforeS += lengthS
  }
  return days
}
