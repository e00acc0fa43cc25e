import type { Day, Month } from '#core/calendar/day.ts'
import { firstDay, lastDay } from '#core/calendar/month.ts'

/** Months of a year, those that have not come yet too. */
export function monthsOf(year: number): Month[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}` as Month)
}

/** The days of a month that have come: all, or till today in the running one. */
export function spanOf(month: string, today: string): { from: Day; to: Day } {
  const last = lastDay(month as Month)
  return { from: firstDay(month as Month), to: last > today ? (today as Day) : last }
}
