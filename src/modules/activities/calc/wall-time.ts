import { minutesOf } from '#core/calendar/clock-text.ts'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { instantAt, wallTime } from '#core/calendar/zone.ts'

/** What calendar and clock on the wall show. */
export interface Wall {
  day: Day
  /** Since midnight. */
  minutes: number
}

/** @param moment  a Date, milliseconds, or text as the API gives it */
export function wallOf(moment: Date | number | string, zone: TimeZone): Wall {
  const [day, clock = ''] = wallTime(new Date(moment), zone).split(' ')
  return { day: day as Day, minutes: minutesOf(clock) ?? 0 }
}

/** The moment at which they show this, as the API takes it. */
export function momentAt({ day, minutes }: Wall, zone: TimeZone): string {
  return instantAt(day, minutes, zone).toISOString()
}

/** The next whole quarter of an hour. */
export function nextQuarter(minutes: number): number {
  return Math.min(1_425, Math.ceil((minutes + 1) / 15) * 15)
}
