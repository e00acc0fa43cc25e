/** How a metric runs over a year and inside a month, learnt from own history; and a year's plan split by it. */
import type { Day, Month } from '#core/calendar/day.ts'
import { dateOf, weekday, yearOf } from '#core/calendar/day.ts'
import { monthNumber } from '#core/calendar/month.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { DaySeason } from '#core/calendar/day-weights.ts'

/** In percent of the usual; 100 everywhere is an even run. Months January to December. */
export interface Season extends DaySeason {
  months: readonly number[]
}

export const evenSeason: Season = {
  months: Array.from({ length: 12 }, () => 100),
  weekdays: Array.from({ length: 7 }, () => 100),
  thirds: [100, 100, 100],
}

/** A weight outside of this is an accident of few sales, not a season. */
const MOST = 400

/**
 * What each month is beside an average month, in percent: the mean over whole years of month ÷ (year ÷ 12), brought to an average of 100.
 * Years without anything are left out. Null without a whole year.
 */
export function monthSeason(history: ReadonlyMap<Month, number>, wholeYears: readonly number[]): number[] | null {
  const shares = wholeYears.flatMap((year) => {
    const own = Array.from({ length: 12 }, () => 0)
    for (const [month, amount] of history) if (yearOf(month) === year) own[monthNumber(month) - 1] = Math.max(0, amount)
    const sum = own.reduce((all, amount) => all + amount, 0)
    return sum > 0 ? [own.map((amount) => (amount * 12) / sum)] : []
  })
  if (shares.length === 0) return null
  return Array.from({ length: 12 }, (_, index) =>
    percent(shares.reduce((sum, year) => sum + (year[index] ?? 0), 0) / shares.length),
  )
}

/**
 * What each weekday and each third of a month is beside an average working day, in percent: amount per working day of it ÷ amount per working
 * day. What was sold on days off belongs to the third and to no weekday. Null where nothing was sold or the history is under 60 working days.
 */
export function daySeason(
  history: ReadonlyMap<Day, number>,
  days: readonly Day[],
  calendar: WorkCalendar,
): DaySeason | null {
  const worked = days.filter((day) => isWorkingDay(day, calendar))
  const total = days.reduce((sum, day) => sum + (history.get(day) ?? 0), 0)
  if (worked.length < 60 || total <= 0) return null
  const average = total / worked.length
  const thirdOf = (day: Day) => Math.min(2, Math.floor((dateOf(day) - 1) / 10))
  const weightOf = (own: readonly Day[], counted: readonly Day[]) =>
    own.length === 0
      ? 100
      : percent(counted.reduce((sum, day) => sum + (history.get(day) ?? 0), 0) / own.length / average)
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => {
      const own = worked.filter((day) => weekday(day) === index + 1)
      return weightOf(own, own)
    }),
    thirds: [0, 1, 2].map((third) =>
      weightOf(
        worked.filter((day) => thirdOf(day) === third),
        days.filter((day) => thirdOf(day) === third),
      ),
    ),
  }
}

/** Weights by which a year's plan is split over its months. All zero stays all zero: the split is then equal. */
export function monthWeights(
  by: 'season' | 'equal' | 'lastYear',
  { season, workingDays, lastYear }: { season: Season; workingDays: readonly number[]; lastYear: readonly number[] },
): readonly number[] {
  if (by === 'season') return season.months
  if (by === 'lastYear' && lastYear.some((amount) => amount > 0)) return lastYear.map((amount) => Math.max(0, amount))
  return workingDays
}

function percent(ratio: number): number {
  return Math.min(MOST, Math.max(0, Math.round(ratio * 100)))
}
