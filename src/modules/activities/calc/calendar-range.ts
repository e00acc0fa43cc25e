import { addDays, type Day, eachDay, weekday } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'

export const calendarViews = ['day', 'week', 'month'] as const
export type CalendarViewName = (typeof calendarViews)[number]

const monday = (day: Day) => addDays(day, 1 - weekday(day))

/** The days that a view around this day shows, in order; a month shows whole weeks. */
export function daysOf(view: CalendarViewName, day: Day): Day[] {
  if (view === 'day') return [day]
  if (view === 'week') return eachDay(monday(day), addDays(monday(day), 7))
  const first = firstDay(monthOf(day))
  const last = addDays(firstDay(addMonths(monthOf(day), 1)), -1)
  return eachDay(monday(first), addDays(monday(last), 7))
}

/** The same view one step on or back. A step by months ends on a day that exists: the first. */
export function stepped(view: CalendarViewName, day: Day, step: 1 | -1): Day {
  if (view === 'month') return firstDay(addMonths(monthOf(day), step))
  return addDays(day, view === 'day' ? step : 7 * step)
}
