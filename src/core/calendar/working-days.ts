/** Working days and hours' worth of a company's calendar: weekly pattern plus exceptions. */
import { addDays, dayNumber, type Day, weekday, weekdayOfNumber } from './day.ts'
import { type Period, periodToDate } from './period.ts'

/** `off`: nobody works; `short`: works, an hour less; `working`: works although it is a weekend. */
export type DayException = 'off' | 'short' | 'working'

export type WorkCalendar = {
  /** ISO weekdays that are worked as a rule: `[1, 2, 3, 4, 5]`. */
  readonly weekDays: readonly number[]
  readonly exceptions: Readonly<Record<string, DayException>>
}

/** What a company changes in a public calendar. */
export type CalendarOverrides = Partial<WorkCalendar>

/** Five days a week and no holidays. */
export const plainWeek: WorkCalendar = { weekDays: [1, 2, 3, 4, 5], exceptions: {} }

/** The company's word stands above the public calendar, day by day. */
export function mergeOverrides(base: WorkCalendar, overrides: CalendarOverrides): WorkCalendar {
  return {
    weekDays: overrides.weekDays ?? base.weekDays,
    exceptions: { ...base.exceptions, ...overrides.exceptions },
  }
}

/** Adds days off to a calendar, e.g. one person's absences. */
export function withDaysOff(calendar: WorkCalendar, days: Iterable<Day>): WorkCalendar {
  const exceptions: Record<string, DayException> = { ...calendar.exceptions }
  for (const day of days) exceptions[day] = 'off'
  return { weekDays: calendar.weekDays, exceptions }
}

export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  const exception = calendar.exceptions[day]
  return exception === undefined ? calendar.weekDays.includes(weekday(day)) : exception !== 'off'
}

/** A short day is worked, an hour less. */
export function isShortDay(day: Day, calendar: WorkCalendar): boolean {
  return calendar.exceptions[day] === 'short'
}

/** Working days in the period, short ones included in full. */
export function workingDays(period: Period, calendar: WorkCalendar): number {
  const { byDay, changeBefore, perWeek } = compiled(calendar)
  const [from, to] = [dayNumber(period.start), dayNumber(period.end)]
  if (to <= from) return 0
  const weeks = Math.floor((to - from) / 7)
  let count = weeks * perWeek
  for (let number = from + weeks * 7; number < to; number += 1) {
    if (calendar.weekDays.includes(weekdayOfNumber(number))) count += 1
  }
  return count + changeBefore(firstAtOrAfter(byDay, to)) - changeBefore(firstAtOrAfter(byDay, from))
}

/** Short days in the period. */
export function shortDays(period: Period, calendar: WorkCalendar): number {
  const { short } = compiled(calendar)
  return firstAtOrAfter(short, dayNumber(period.end)) - firstAtOrAfter(short, dayNumber(period.start))
}

/**
 * Working days of the period that have begun. Today counts as soon as it begins: «14-й из 20 рабочих дней» is said
 * in the morning of the 14th, and the share of the plan due by now includes today. 0 before the period, all after it.
 */
export function workingDaysElapsed(period: Period, today: Day, calendar: WorkCalendar): number {
  const begun = periodToDate(period, today)
  return begun ? workingDays(begun, calendar) : 0
}

/** Working days after today: all − elapsed. 0 on the last one. */
export function workingDaysLeft(period: Period, today: Day, calendar: WorkCalendar): number {
  return workingDays(period, calendar) - workingDaysElapsed(period, today, calendar)
}

/** Takes a day and a count > 0; gives the working day so many working days later. Throws when the calendar has none in ten years. */
export function addWorkingDays(day: Day, count: number, calendar: WorkCalendar): Day {
  let current = day
  for (let left = count, guard = 0; left > 0; guard += 1) {
    if (guard > 3660) throw new RangeError('The calendar has no working days')
    current = addDays(current, 1)
    if (isWorkingDay(current, calendar)) left -= 1
  }
  return current
}

type Compiled = {
  perWeek: number
  /** Day numbers of the exceptions that differ from the weekly pattern, ascending. */
  byDay: number[]
  /** By how much the first `index` of them change the count. */
  changeBefore: (index: number) => number
  /** Day numbers of short days, ascending. */
  short: number[]
}

/** Counting must not walk the days: dashboards ask for periods × sellers. Calendars are immutable, so one reading serves. */
const compiledCalendars = new WeakMap<WorkCalendar, Compiled>()

function compiled(calendar: WorkCalendar): Compiled {
  const known = compiledCalendars.get(calendar)
  if (known) return known
  const week = new Set(calendar.weekDays)
  const entries = Object.entries(calendar.exceptions)
    .map(([day, exception]) => ({ number: dayNumber(day as Day), exception }))
    .toSorted((a, b) => a.number - b.number)
  const byDay: number[] = []
  const sums = [0]
  for (const { number, exception } of entries) {
    const change = Number(exception !== 'off') - Number(week.has(weekdayOfNumber(number)))
    if (change === 0) continue
    byDay.push(number)
    sums.push((sums.at(-1) ?? 0) + change)
  }
  const short = entries.filter(({ exception }) => exception === 'short').map(({ number }) => number)
  const result = {
    perWeek: week.size,
    byDay,
    changeBefore: (index: number) => sums[index] ?? 0,
    short,
  }
  compiledCalendars.set(calendar, result)
  return result
}

function firstAtOrAfter(sorted: readonly number[], number: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}
