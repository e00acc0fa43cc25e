/** Which totals make up a period's sum: those of months and of days, some of them taken away. */
import type { Day } from '#core/calendar/day.ts'
import { daysInMonth, firstDay, monthOf } from '#core/calendar/month.ts'
import { eachDay } from '#core/calendar/day.ts'
import { monthPeriod, monthsAndDays, type Period } from '#core/calendar/period.ts'

export interface Total {
  /** The day, or the first day of the month. */
  from: Day
  /** −1: the sum holds more than the period, this is taken away. */
  sign: 1 | -1
}

/**
 * Whole months and the days left over. Where the days are more than half of their month, the month less its other days is fewer rows:
 * «1–20 October» is October without eleven days.
 */
export function totalsToRead(period: Period): { months: Total[]; days: Total[] } {
  const { months, days } = monthsAndDays(period)
  const read = { months: months.map((month): Total => ({ from: firstDay(month), sign: 1 })), days: [] as Total[] }
  for (const [month, own] of Map.groupBy(days, monthOf)) {
    if (own.length * 2 <= daysInMonth(month)) {
      read.days.push(...own.map((from): Total => ({ from, sign: 1 })))
      continue
    }
    const { start, end } = monthPeriod(month)
    const others = eachDay(start, end).filter((day) => !own.includes(day))
    read.months.push({ from: firstDay(month), sign: 1 })
    read.days.push(...others.map((from): Total => ({ from, sign: -1 })))
  }
  return read
}
