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
  const off = [...days]
  const exceptions: Record<string, DayException> = { ...calendar.exceptions }
  for (const day of off) exceptions[day] = 'off'
  const made = { weekDays: calendar.weekDays, exceptions }
  madeOf.set(made, { calendar, off })
  return made
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
  /** Exceptions that differ from the weekly pattern, by number of day, ascending. */
  changes: readonly Change[]
  /** Day numbers of the same. */
  byDay: readonly number[]
  /** By how much the first `index` of them change the count. */
  changeBefore: (index: number) => number
  /** Day numbers of short days, ascending. */
  short: readonly number[]
}

type Change = { number: number; by: number }

/** Counting must not walk the days: dashboards ask for periods × sellers. Calendars are immutable, so one reading serves. */
const compiledCalendars = new WeakMap<WorkCalendar, Compiled>()

/** Of what calendars with days off were made: two hundred sellers on leave do not read the public calendar two hundred times. */
const madeOf = new WeakMap<WorkCalendar, { calendar: WorkCalendar; off: readonly Day[] }>()

function compiled(calendar: WorkCalendar): Compiled {
  const known = compiledCalendars.get(calendar)
  if (known) return known
  const made = madeOf.get(calendar)
  const result = made ? lessDays(compiled(made.calendar), made.off, calendar.weekDays) : fromExceptions(calendar)
  compiledCalendars.set(calendar, result)
  return result
}

function fromExceptions({ weekDays, exceptions }: WorkCalendar): Compiled {
  const entries = Object.entries(exceptions)
    .map(([day, exception]) => ({ number: dayNumber(day as Day), exception }))
    .toSorted((a, b) => a.number - b.number)
  const changes = entries.map(({ number, exception }) => ({
    number,
    by: Number(exception !== 'off') - Number(weekDays.includes(weekdayOfNumber(number))),
  }))
  const short = entries.filter(({ exception }) => exception === 'short').map(({ number }) => number)
  return counted(weekDays, changes, short)
}

/** The same without these days, whatever the calendar says of them. */
function lessDays({ changes, short }: Compiled, days: readonly Day[], weekDays: readonly number[]): Compiled {
  const off = new Set(days.map(dayNumber))
  const own = [...off].map((number) => ({ number, by: -Number(weekDays.includes(weekdayOfNumber(number))) }))
  const others = changes.filter(({ number }) => !off.has(number))
  return counted(
    weekDays,
    [...others, ...own].toSorted((a, b) => a.number - b.number),
    short.filter((number) => !off.has(number)),
  )
}

function counted(weekDays: readonly number[], all: readonly Change[], short: readonly number[]): Compiled {
  const changes = all.filter(({ by }) => by !== 0)
  const sums = [0]
  for (const { by } of changes) sums.push((sums.at(-1) ?? 0) + by)
  return {
    perWeek: new Set(weekDays).size,
    changes,
    byDay: changes.map(({ number }) => number),
    changeBefore: (index: number) => sums[index] ?? 0,
    short,
  }
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
