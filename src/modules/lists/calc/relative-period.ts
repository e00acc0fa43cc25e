import { addDays, type Day } from '#core/calendar/day.ts'
import { dayPeriod, nextPeriod, parsePeriod, type Period, periodAround, previousPeriod } from '#core/calendar/period.ts'

const kinds = ['day', 'week', 'month', 'quarter', 'year'] as const
const DAYS: Record<string, number> = { yesterday: -1, today: 0, tomorrow: 1 }
const MOST_DAYS = 3_650

/** Periods that move with today, as they are offered. `last-7-days` and `next-7-days` take any number of days. */
export const relativePeriods = [
  'today', 'yesterday', 'tomorrow', 'this-week', 'last-week', 'next-week', 'this-month', 'last-month', 'next-month', 'this-quarter', 'last-quarter',
  'next-quarter', 'this-year', 'last-year', 'next-year', 'last-7-days', 'last-30-days', 'last-90-days', 'next-7-days', 'next-30-days',
] as const // prettier-ignore

/** So many days back or ahead, or null: `last-14-days` → { ahead: false, days: 14 }. */
export function countedDays(key: string): { ahead: boolean; days: number } | null {
  const [, side, number] = /^(last|next)-(\d{1,4})-days$/.exec(key) ?? []
  const days = Number(number)
  return side && days >= 1 && days <= MOST_DAYS ? { ahead: side === 'next', days } : null
}

/**
 * Days of a period said as of today, or by its key (`2026-11`, `2026-11-01..2026-11-15`); null when it is neither.
 * Today is the last of «last 7 days» and the first of «next 7 days».
 */
export function periodOf(key: string, today: Day): Period | null {
  const away = DAYS[key]
  if (away !== undefined) return dayPeriod(addDays(today, away))
  const counted = countedDays(key)
  if (counted) {
    return counted.ahead
      ? { start: today, end: addDays(today, counted.days) }
      : { start: addDays(today, 1 - counted.days), end: addDays(today, 1) }
  }
  const [, side, name] = /^(this|last|next)-(\w+)$/.exec(key) ?? []
  const kind = kinds.find((known) => known === name)
  if (!side || !kind) return parsePeriod(key)
  const around = periodAround(today, kind)
  return side === 'this' ? around : side === 'last' ? previousPeriod(around) : nextPeriod(around)
}

/** Whether a period may be said so. */
export const isPeriodWord = (key: string): boolean => periodOf(key, '2026-01-01' as Day) !== null
