/** ISO 8601 weeks: Monday first, week 1 holds the year's first Thursday. */
import { addDays, daysBetween, weekday, yearOf, type Day } from './day.ts'

export type IsoWeek = { year: number; week: number }

/** The Monday of week 1: the week that holds 4 January. */
function firstMonday(year: number): Day {
  const fourth = `${String(year).padStart(4, '0')}-01-04` as Day
  return addDays(fourth, 1 - weekday(fourth))
}

/** The week's year may differ from the day's: 2027-01-01 lies in 2026-W53. */
export function isoWeekOf(day: Day): IsoWeek {
  const thursday = addDays(day, 4 - weekday(day))
  const year = yearOf(thursday)
  return { year, week: Math.floor(daysBetween(firstMonday(year), thursday) / 7) + 1 }
}

/** 52 or 53. */
export function isoWeeksInYear(year: number): number {
  return isoWeekOf(`${String(year).padStart(4, '0')}-12-28` as Day).week
}

/** Takes a week that exists (see `isoWeeksInYear`); gives its Monday. */
export function mondayOf({ year, week }: IsoWeek): Day {
  return addDays(firstMonday(year), (week - 1) * 7)
}
