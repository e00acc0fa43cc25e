/**
 * A period is half-open, `[start, end)`, in days of the company's calendar (zone.ts turns it into instants).
 *
 * Keys: `2026`, `2026-Q4`, `2026-11`, `2026-W47` (ISO week), `2026-11-21` (a day), and
 * `2026-11-01..2026-11-15` whose right day is *included*, as people say it.
 */
import {
  addDays,
  dateOf,
  dayNumber,
  daysBetween,
  eachDay,
  earlierDay,
  isDay,
  LAST_YEAR,
  laterDay,
  pad,
  weekday,
  yearOf,
  type Day,
  type Month,
} from './day.ts'
import { isoWeekOf, isoWeeksInYear, mondayOf } from './iso-week.ts'
import {
  addMonths,
  addMonthsToDay,
  eachMonth,
  firstDay,
  isMonth,
  monthFromParts,
  monthNumber,
  monthOf,
  monthsBetween,
  quarterOf,
} from './month.ts'

/** Days from `start` on, `end` itself no longer. */
export type Period = { readonly start: Day; readonly end: Day }

export type PeriodKind = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'range'

/** Takes a key; gives the period, or null when the key is not one (bad shape, no such day, reversed, outside 1900…2099). */
export function parsePeriod(key: string): Period | null {
  const period = periodOf(key)
  return period && period.end <= END_OF_TIME ? period : null
}

/** The last day whose year may be typed is over here; an ISO week may run over it. */
const END_OF_TIME = `${LAST_YEAR}-01-01`

function periodOf(key: string): Period | null {
  if (isMonth(key)) return monthPeriod(key)
  if (isDay(key)) return dayPeriod(key)
  const [from, to, ...rest] = key.split('..')
  if (to !== undefined) {
    const valid = rest.length === 0 && isDay(from) && isDay(to) && from <= to
    return valid ? { start: from, end: addDays(to, 1) } : null
  }
  const match = /^(\d{4})(?:-(Q|W)(\d{1,2}))?$/.exec(key)
  if (!match) return null
  const year = Number(match[1])
  const number = Number(match[3])
  if (!isMonth(`${match[1]}-01`)) return null
  if (match[2] === undefined) return monthSpan(monthFromParts(year, 1), 12)
  if (match[2] === 'Q') {
    const valid = /^[1-4]$/.test(match[3] ?? '')
    return valid ? monthSpan(monthFromParts(year, number * 3 - 2), 3) : null
  }
  const valid = match[3]?.length === 2 && number >= 1 && number <= isoWeeksInYear(year)
  return valid ? daySpan(mondayOf({ year, week: number }), 7) : null
}

/** Takes a key that must be right. Throws RangeError when it is not. */
export function asPeriod(key: string): Period {
  const period = parsePeriod(key)
  if (!period) throw new RangeError(`Not a period: ${JSON.stringify(key)}`)
  return period
}

/** For schemas. */
export function isPeriodKey(value: unknown): value is string {
  return typeof value === 'string' && parsePeriod(value) !== null
}

/** What the period is; `2026-11-01..2026-11-30` is a month. */
export function periodKind(period: Period): PeriodKind {
  const { start } = period
  const months = wholeMonths(period)
  if (months === 12 && monthNumber(start) === 1) return 'year'
  if (months === 3 && monthNumber(start) % 3 === 1) return 'quarter'
  if (months === 1) return 'month'
  const days = periodDays(period)
  if (days === 7 && weekday(start) === 1) return 'week'
  return days === 1 ? 'day' : 'range'
}

/** The shortest key of the period; `parsePeriod` reads it back to the same period. */
export function periodKey(period: Period): string {
  const { start, end } = period
  switch (periodKind(period)) {
    case 'year':
      return start.slice(0, 4)
    case 'quarter':
      return `${start.slice(0, 4)}-Q${quarterOf(start)}`
    case 'month':
      return monthOf(start)
    case 'week': {
      const { year, week } = isoWeekOf(start)
      return `${pad(year, 4)}-W${pad(week, 2)}`
    }
    case 'day':
      return start
    case 'range':
      return `${start}..${addDays(end, -1)}`
  }
}

export function monthPeriod(month: Month): Period {
  return monthSpan(month, 1)
}

export function dayPeriod(day: Day): Period {
  return daySpan(day, 1)
}

/** The period of the given kind in which the day lies. */
export function periodAround(day: Day, kind: Exclude<PeriodKind, 'range'>): Period {
  switch (kind) {
    case 'year':
      return monthSpan(monthFromParts(yearOf(day), 1), 12)
    case 'quarter':
      return monthSpan(monthFromParts(yearOf(day), quarterOf(day) * 3 - 2), 3)
    case 'month':
      return monthPeriod(monthOf(day))
    case 'week':
      return daySpan(addDays(day, 1 - weekday(day)), 7)
    case 'day':
      return dayPeriod(day)
  }
}

/** The neighbour before it: the month before a month, as many whole months before whole months, else as many days. */
export function previousPeriod(period: Period): Period {
  return shifted(period, -1)
}

/** The neighbour after it. */
export function nextPeriod(period: Period): Period {
  return shifted(period, 1)
}

/**
 * Whole months keep their names (February 2025 → February 2024, with its 29th day); a week keeps its ISO number
 * (week 53 → the last one of a shorter year); other spans keep their dates, 29 February becomes the 28th, and
 * the end of a month stays the end of a month.
 */
export function samePeriodLastYear(period: Period): Period {
  const { start, end } = period
  if (periodKind(period) === 'week') {
    const { year, week } = isoWeekOf(start)
    return daySpan(mondayOf({ year: year - 1, week: Math.min(week, isoWeeksInYear(year - 1)) }), 7)
  }
  const yearAgo = dateOf(end) === 1 ? addMonthsToDay(end, -12) : addDays(addMonthsToDay(addDays(end, -1), -12), 1)
  return { start: addMonthsToDay(start, -12), end: yearAgo }
}

export function contains(period: Period, day: Day): boolean {
  return period.start <= day && day < period.end
}

/** The common days, or null. */
export function intersection(a: Period, b: Period): Period | null {
  const start = laterDay(a.start, b.start)
  const end = earlierDay(a.end, b.end)
  return start < end ? { start, end } : null
}

/** Length in days. */
export function periodDays(period: Period): number {
  return daysBetween(period.start, period.end)
}

/** Last day that belongs to the period. */
export function lastDayOf(period: Period): Day {
  return addDays(period.end, -1)
}

/** The part begun by `today`, today included; null before the period's first day. */
export function periodToDate(period: Period, today: Day): Period | null {
  return intersection(period, { start: period.start, end: addDays(today, 1) })
}

/**
 * For a fair comparison of an unfinished period: the part of `other` that has as many days as `period` has begun by
 * `today`, never beyond the end of `other` (30 or 31 January against 28 February). A finished period gives all of
 * `other`; one that has not begun gives null.
 */
export function comparablePart(period: Period, today: Day, other: Period): Period | null {
  if (today >= lastDayOf(period)) return other
  const begun = periodToDate(period, today)
  return begun && intersection(other, daySpan(other.start, periodDays(begun)))
}

/** The period as whole calendar months plus the days left over, each day exactly once; both in order. */
export function monthsAndDays(period: Period): { months: Month[]; days: Day[] } {
  const { start, end } = period
  const from = dateOf(start) === 1 ? monthOf(start) : addMonths(monthOf(start), 1)
  const to = monthOf(end)
  if (from >= to) return { months: [], days: eachDay(start, end) }
  const days = [...eachDay(start, firstDay(from)), ...eachDay(firstDay(to), end)]
  return { months: eachMonth(from, to), days }
}

/** Every month that the period touches, in order. */
export function monthsTouched(period: Period): Month[] {
  return eachMonth(monthOf(period.start), addMonths(monthOf(lastDayOf(period)), 1))
}

/** How many calendar months the period is, null when it does not begin and end with a month. */
function wholeMonths({ start, end }: Period): number | null {
  return dateOf(start) === 1 && dateOf(end) === 1 ? monthsBetween(monthOf(start), monthOf(end)) : null
}

function shifted(period: Period, direction: 1 | -1): Period {
  const months = wholeMonths(period)
  if (months !== null) return monthSpan(addMonths(monthOf(period.start), months * direction), months)
  const days = dayNumber(period.end) - dayNumber(period.start)
  return daySpan(addDays(period.start, days * direction), days)
}

function monthSpan(first: Month, count: number): Period {
  return { start: firstDay(first), end: firstDay(addMonths(first, count)) }
}

function daySpan(start: Day, count: number): Period {
  return { start, end: addDays(start, count) }
}
