/** Calendar months as plain strings: `'2026-11'`, and shifting days by months. */
import { dateOf, daysInMonthOf, earlierDay, FIRST_YEAR, LAST_YEAR, pad, yearOf, type Day, type Month } from './day.ts'

const MONTH_SHAPE = /^(\d{4})-(0[1-9]|1[0-2])$/

/** True for `YYYY-MM` of the years 1900…2100. */
export function isMonth(value: unknown): value is Month {
  if (typeof value !== 'string') return false
  const match = MONTH_SHAPE.exec(value)
  return match !== null && Number(match[1]) >= FIRST_YEAR && Number(match[1]) <= LAST_YEAR
}

/** Takes text that must be a month. Throws RangeError when it is not. */
export function asMonth(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`Not a month: ${JSON.stringify(text)}`)
  return text
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7) as Month
}

/** Number of the month in its year, 1…12. */
export function monthNumber(month: Month | Day): number {
  return Number(month.slice(5, 7))
}

/** 1…4. */
export function quarterOf(month: Month | Day): number {
  return Math.ceil(monthNumber(month) / 3)
}

export function monthFromParts(year: number, month: number): Month {
  return `${pad(year, 4)}-${pad(month, 2)}` as Month
}

/** Takes a month and a count (negative goes back). */
export function addMonths(month: Month, count: number): Month {
  const index = yearOf(month) * 12 + monthNumber(month) - 1 + count
  return monthFromParts(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1)
}

/** Months from the first to the second; negative when the second is earlier. */
export function monthsBetween(from: Month, to: Month): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthNumber(to) - monthNumber(from)
}

/** Months of the half-open span `[start, end)` in order. */
export function eachMonth(start: Month, end: Month): Month[] {
  const length = Math.max(0, monthsBetween(start, end))
  return Array.from({ length }, (_, index) => addMonths(start, index))
}

export function firstDay(month: Month): Day {
  return `${month}-01` as Day
}

export function lastDay(month: Month): Day {
  return `${month}-${pad(daysInMonth(month), 2)}` as Day
}

export function daysInMonth(month: Month): number {
  return daysInMonthOf(yearOf(month), monthNumber(month))
}

/** The same date so many months away; a date that the month lacks becomes its last: 31 January + 1 → 28 February. */
export function addMonthsToDay(day: Day, count: number): Day {
  const month = addMonths(monthOf(day), count)
  return earlierDay(`${month}-${pad(dateOf(day), 2)}` as Day, lastDay(month))
}
