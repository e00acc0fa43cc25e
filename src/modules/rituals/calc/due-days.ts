import { addDays, type Day, eachDay, weekday } from '#core/calendar/day.ts'
import { type Period, periodAround } from '#core/calendar/period.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'

export interface Rhythm {
  every: 'day' | 'week' | 'month' | 'quarter'
  weekDays: readonly number[]
  /** Which working day of the month or quarter; negative: from its end. */
  nth: number
  startsOn: string
}

/**
 * Days within a period on which a meeting is due by the production calendar. A weekly one falls on the first working day of its week from its weekday on,
 * and out of a week that has none left.
 */
export function dueDays(rhythm: Rhythm, { start, end }: Period, calendar: WorkCalendar): Day[] {
  const first = (start > rhythm.startsOn ? start : rhythm.startsOn) as Day
  if (first >= end) return []
  return daysOf(rhythm, first, end, calendar).filter((day) => day >= first && day < end)
}

function daysOf({ every, weekDays, nth }: Rhythm, first: Day, end: Day, calendar: WorkCalendar): Day[] {
  if (every === 'day')
    return eachDay(first, end).filter((day) => isWorkingDay(day, calendar) && weekDays.includes(weekday(day)))
  const found: Day[] = []
  for (let span = periodAround(first, every); span.start < end; span = periodAround(span.end, every)) {
    const working = eachDay(span.start, span.end).filter((day) => isWorkingDay(day, calendar))
    const from = weekDays[0] ?? 1
    const day = every === 'week' ? working.find((one) => weekday(one) >= from) : working.at(nth > 0 ? nth - 1 : nth)
    if (day) found.push(day)
  }
  return found
}

/** Of a meeting with each person: who is met on which of these days, in turn over the weekdays of each week. */
export function personDays(
  rhythm: Rhythm,
  period: Period,
  calendar: WorkCalendar,
  people: readonly string[],
): { day: Day; personId: string; place: number }[] {
  const days = rhythm.weekDays.length > 0 ? rhythm.weekDays : [1]
  return days.flatMap((one, index) => {
    const own = people.filter((_, position) => position % days.length === index)
    return dueDays({ ...rhythm, weekDays: [one] }, period, calendar).flatMap((day) =>
      own.map((personId, place) => ({ day, personId, place })),
    )
  })
}

/** How many times in a row, up to the last one that is decided: from the newest back to the first that was missed. */
export function streakOf(states: readonly string[]): number {
  const decided = states.filter((state) => state === 'held' || state === 'missed' || state === 'cancelled')
  const broken = decided.findIndex((state) => state === 'missed')
  return (broken === -1 ? decided : decided.slice(0, broken)).filter((state) => state === 'held').length
}

/** The working day before. */
export function workingDayBefore(day: Day, calendar: WorkCalendar): Day {
  for (let back = addDays(day, -1), tries = 0; ; back = addDays(back, -1), tries += 1)
    if (isWorkingDay(back, calendar) || tries > 30) return back
}
