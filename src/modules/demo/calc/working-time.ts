import { type Day, DAY_MS } from '#core/calendar/day.ts'
import type { Random } from './random.ts'

const HOUR_MS = 3_600_000
/** Moscow has no clock changes, so its day begins at 21:00 UTC all year round. */
export const ZONE_MS = 3 * HOUR_MS

/** Days off of every year; transfers do not matter for a story. */
const holidays = new Set(
  '01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04'.split(' '),
)
const workingDays = new Map<number, number>()

/** The moment itself, or one in the working time of Moscow that follows it: working days, 9 to 19. */
export function atWork(at: number, random: Random): number {
  const day = Math.floor((at + ZONE_MS) / DAY_MS)
  const hour = ((at + ZONE_MS) % DAY_MS) / HOUR_MS
  const working = nextWorkingDay(hour < 19 ? day : day + 1)
  const inside = working !== day || hour < 9 ? 9 + random.share() * 9.8 : hour
  // Whole seconds: what people and other systems record.
  return Math.floor((working * DAY_MS + inside * HOUR_MS - ZONE_MS) / 1000) * 1000
}

function nextWorkingDay(day: number): number {
  let working = workingDays.get(day)
  if (working === undefined) {
    working = day
    while (isOff(working)) working += 1
    workingDays.set(day, working)
  }
  return working
}

function isOff(day: number): boolean {
  const weekday = (day + 4) % 7
  return weekday === 0 || weekday === 6 || holidays.has(new Date(day * DAY_MS).toISOString().slice(5, 10))
}

export function dayText(at: number): Day {
  return new Date(at + ZONE_MS).toISOString().slice(0, 10) as Day
}
