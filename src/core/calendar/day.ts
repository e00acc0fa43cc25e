/** Calendar days as plain strings: `'2026-11-21'`. No clock and no time zone here; see zone.ts for instants. */

declare const brand: unique symbol

/** A calendar day, `YYYY-MM-DD`. Strings compare in the order of time. */
export type Day = string & { readonly [brand]: 'Day' }
/** A calendar month, `YYYY-MM`; its functions are in month.ts. */
export type Month = string & { readonly [brand]: 'Month' }
/** An IANA zone name such as `Europe/Moscow`; its functions are in zone.ts. */
export type TimeZone = string & { readonly [brand]: 'TimeZone' }
/** A moment on the wire: ISO 8601 with `Z` or an offset. */
export type Instant = string & { readonly [brand]: 'Instant' }

/** Years outside are typing errors (`0021`, `2999`), not plans. Arithmetic may step beyond, input may not. */
export const FIRST_YEAR = 1900
export const LAST_YEAR = 2100

/** Twenty-four hours, for spans of moments. A day of a zone may be an hour longer or shorter: days are counted by `addDays` and `daysBetween`. */
export const DAY_MS = 86_400_000
const DAY_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/

/** True for an existing day `YYYY-MM-DD` of the years 1900…2100; false for 2026-02-29 and for anything else. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== 'string') return false
  const match = DAY_SHAPE.exec(value)
  if (!match) return false
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])]
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || date < 1) return false
  return date <= daysInMonthOf(year, month)
}

/** Takes text from outside, gives the day or null. */
export function parseDay(text: string): Day | null {
  const trimmed = text.trim()
  return isDay(trimmed) ? trimmed : null
}

/** Takes text that must be a day. Throws RangeError when it is not. */
export function asDay(text: string): Day {
  if (!isDay(text)) throw new RangeError(`Not a day: ${JSON.stringify(text)}`)
  return text
}

/** Takes year, month 1…12 and date; gives the day or null when there is no such day. */
export function dayFromParts(year: number, month: number, date: number): Day | null {
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`)
}

/** Whole days since 1970-01-01; the number that all day arithmetic goes through. */
export function dayNumber(day: Day): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const number = Date.UTC(yearOf(day), Number(day.slice(5, 7)) - 1, dateOf(day)) / DAY_MS
  if (numbers.size >= MOST_DAYS) numbers.clear()
  numbers.set(day, number)
  return number
}

/** The reverse of `dayNumber`. */
export function dayFromNumber(number: number): Day {
  const known = days.get(number)
  if (known) return known
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10) as Day
  if (days.size >= MOST_DAYS) days.clear()
  days.set(number, day)
  return day
}

/** Days that were asked for, and back; the same few thousand are asked for again and again. */
const days = new Map<number, Day>()
const numbers = new Map<Day, number>()
const MOST_DAYS = 20_000

/** Takes a day and a count (negative goes back); gives the day so many days away. */
export function addDays(day: Day, count: number): Day {
  return dayFromNumber(dayNumber(day) + count)
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

export function earlierDay(a: Day, b: Day): Day {
  return a < b ? a : b
}

export function laterDay(a: Day, b: Day): Day {
  return a > b ? a : b
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(day: Day): number {
  return weekdayOfNumber(dayNumber(day))
}

/** ISO weekday of a day number: 1970-01-01 was a Thursday. */
export function weekdayOfNumber(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1
}

export function yearOf(day: Day | Month): number {
  return Number(day.slice(0, 4))
}

/** Day of the month, 1…31. */
export function dateOf(day: Day): number {
  return Number(day.slice(8, 10))
}

/** Days of the half-open span `[start, end)` in order. */
export function eachDay(start: Day, end: Day): Day[] {
  const first = dayNumber(start)
  const length = Math.max(0, dayNumber(end) - first)
  return Array.from({ length }, (_, index) => dayFromNumber(first + index))
}

/** Length of month 1…12 of a year. */
export function daysInMonthOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
