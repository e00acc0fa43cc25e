import { type Day, type Month, yearOf } from '#core/calendar/day.ts'
import { monthFromParts } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { isPublishedYear } from '#core/calendar/production-calendar-ru.ts'
import { type DayException, shortDays, type WorkCalendar, workingDays } from '#core/calendar/working-days.ts'

export interface CalendarYear {
  year: number
  weekDays: number[]
  isPublished: boolean
  days: { day: string; kind: DayException; isOwn: boolean; note: string | null }[]
  months: { month: Month; workingDays: number; shortDays: number }[]
}

interface Origin {
  calendar: WorkCalendar
  own: readonly { day: string; kind: DayException; note: string | null }[]
  isRussian: boolean
}

/** One year of a company's calendar: the days that differ from its working week and how much each month works. */
export function calendarYear(year: number, { calendar, own, isRussian }: Origin): CalendarYear {
  const ownDays = new Map(own.map((entry) => [entry.day, entry]))
  const days = Object.entries(calendar.exceptions)
    .filter(([day]) => yearOf(day as Day) === year)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, kind]) => ({ day, kind, isOwn: ownDays.has(day), note: ownDays.get(day)?.note ?? null }))
  const months = Array.from({ length: 12 }, (_, index) => {
    const month = monthFromParts(year, index + 1)
    const period = monthPeriod(month)
    return { month, workingDays: workingDays(period, calendar), shortDays: shortDays(period, calendar) }
  })
  return { year, weekDays: [...calendar.weekDays], isPublished: isRussian && isPublishedYear(year), days, months }
}
