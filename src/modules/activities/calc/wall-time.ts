import type { Day, TimeZone } from '#core/calendar/day.ts'
import { dayOf, instantAt, startOfDay } from '#core/calendar/zone.ts'

/** What calendar and clock on the wall show. */
export interface Wall {
  day: Day
  /** Since midnight. */
  minutes: number
}

/** @param moment  a Date, milliseconds, or text as the API gives it */
export function wallOf(moment: Date | number | string, zone: TimeZone): Wall {
  const at = new Date(moment)
  const day = dayOf(at, zone)
  return { day, minutes: Math.floor((at.getTime() - startOfDay(day, zone).getTime()) / 60_000) }
}

/** The moment at which they show this, as the API takes it. */
export function momentAt({ day, minutes }: Wall, zone: TimeZone): string {
  return instantAt(day, minutes, zone).toISOString()
}

/** 570 → '09:30'; midnight at the end of a day is '24:00'. */
export function clockText(minutes: number): string {
  const whole = Math.max(0, Math.min(1_440, Math.round(minutes)))
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}

/** '9:30' → 570; null for what is no time. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(text.trim())
  if (!match) return null
  const [hours, minutes] = [Number(match[1]), Number(match[2])]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}

/** The next whole quarter of an hour. */
export function nextQuarter(minutes: number): number {
  return Math.min(1_425, Math.ceil((minutes + 1) / 15) * 15)
}
