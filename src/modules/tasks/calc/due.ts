/** When a task is due, when its repetition is, and how late it is. Days are those of the company's zone. */
import { addDays, dateOf, type Day, laterDay, type Month, type TimeZone, weekday } from '#core/calendar/day.ts'
import { addMonths, daysInMonth, firstDay, lastDay, monthNumber, monthOf } from '#core/calendar/month.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { instantAt, startOfDay } from '#core/calendar/zone.ts'
import type { Horizon, Repeat } from '../contract.ts'

/** The moment by which it is to be done: the hour '15:30' of the day, or with null the last second of the day. */
export function dueMoment(day: Day, time: string | null, zone: TimeZone): Date {
  if (time === null) return new Date(startOfDay(addDays(day, 1), zone).getTime() - 1000)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instantAt(day, hours * 60 + minutes, zone)
}

/** The last day of the week, month or quarter of `today`; of the horizon "day" today itself. */
export function lastDayOf(horizon: Horizon, today: Day): Day {
  switch (horizon) {
    case 'day':
      return today
    case 'week':
      return addDays(today, 7 - weekday(today))
    case 'month':
      return lastDay(monthOf(today))
    case 'quarter':
      return lastDay(addMonths(monthOf(today), (3 - (monthNumber(today) % 3)) % 3))
  }
}

interface Repeated {
  repeat: Repeat
  dueOn: Day
  /** What its rhythm aims at, see aimOf; null: at its own day. */
  aim: number | null
}

/** What the rhythm of a task that begins on this day aims at: the date of a monthly one, 1…31, the weekday of a weekly one, Monday 1 … Sunday 7. */
export function aimOf(repeat: Repeat | null, day: Day): number | null {
  if (repeat === 'monthly') return dateOf(day)
  return repeat === 'weekly' ? weekday(day) : null
}

/**
 * The day of the next one: the first of its rhythm after both its day and today, so that a task closed late makes no heap of overdue ones
 * and a task closed early does not come back the same day. One that was put off comes back in its rhythm all the same.
 */
export function repeatedOn({ repeat, dueOn, aim }: Repeated, today: Day, calendar: WorkCalendar): Day {
  const after = laterDay(dueOn, today)
  switch (repeat) {
    case 'daily':
      return addDays(after, 1)
    case 'workdays':
      return nextWorkingDay(after, calendar)
    case 'weekly': {
      const ahead = ((aim ?? weekday(dueOn)) - weekday(after) + 7) % 7
      return addDays(after, ahead === 0 ? 7 : ahead)
    }
    case 'monthly': {
      const date = aim ?? dateOf(dueOn)
      const dayIn = (month: Month) => addDays(firstDay(month), Math.min(date, daysInMonth(month)) - 1)
      const day = dayIn(monthOf(after))
      return day > after ? day : dayIn(addMonths(monthOf(after), 1))
    }
  }
}

/** A company whose calendar has no working days at all gets every day. */
function nextWorkingDay(day: Day, calendar: WorkCalendar): Day {
  for (let ahead = 1; ahead <= 366; ahead += 1) {
    const next = addDays(day, ahead)
    if (isWorkingDay(next, calendar)) return next
  }
  return addDays(day, 1)
}

/** Whether the change puts the task off: a later moment. An earlier one, or an hour given to a day, is none. */
export function isShift(from: { dueOn: string; dueAt: number }, to: { dueOn: string; dueAt: number }): boolean {
  return to.dueOn > from.dueOn || (to.dueOn === from.dueOn && to.dueAt > from.dueAt)
}
