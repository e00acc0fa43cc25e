import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { dayOf, instantAt, minuteOfDay } from '#core/calendar/zone.ts'

export interface QuietHours {
  zone: TimeZone
  /** Minutes of the day; from 1320 to 480 is 22:00 to 8:00. Null: none. */
  quiet: { from: number; to: number } | null
  quietDaysOff: boolean
  isDayOff(day: Day): boolean
}

/** The longest holidays; beyond them something is wrong with the calendar, and the message goes. */
const MOST_DAYS = 14

/** When a message may go that is ready now: now itself, or the end of the quiet hours and days off. */
export function afterQuiet(now: Date, hours: QuietHours): Date {
  let at = now
  for (let tries = 0; tries < MOST_DAYS; tries += 1) {
    const next = afterDayOff(afterNight(at, hours), hours)
    if (next.getTime() === at.getTime()) return at
    at = next
  }
  return at
}

function afterNight(at: Date, { zone, quiet }: QuietHours): Date {
  if (!quiet || quiet.from === quiet.to) return at
  const day = dayOf(at, zone)
  const { from, to } = quiet
  const minute = minuteOfDay(at, zone)
  if (from < to) return minute >= from && minute < to ? instantAt(day, to, zone) : at
  if (minute >= from) return instantAt(addDays(day, 1), to, zone)
  return minute < to ? instantAt(day, to, zone) : at
}

function afterDayOff(at: Date, { zone, quietDaysOff, isDayOff }: QuietHours): Date {
  const day = dayOf(at, zone)
  return quietDaysOff && isDayOff(day) ? instantAt(addDays(day, 1), 0, zone) : at
}
