/** Between instants and days of a time zone. The one file that knows Temporal; safe through clock changes. */
import { Temporal } from 'temporal-polyfill'
import { type Day, DAY_MS, dayFromNumber, type Instant, type TimeZone } from './day.ts'
import type { Period } from './period.ts'

/** A moment as code holds it: a Date, milliseconds since 1970 UTC, or ISO text with `Z` or an offset. */
export type Moment = Date | number | Instant

/** True for an IANA name that this machine knows. Offsets (`+03:00`) are refused: PostgreSQL reads their sign the other way. */
export function isTimeZone(value: unknown): value is TimeZone {
  if (typeof value !== 'string' || !/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(value)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

/** Takes text that must be a zone's name. Throws RangeError when it is not. */
export function asTimeZone(text: string): TimeZone {
  if (!isTimeZone(text)) throw new RangeError(`Not a time zone: ${JSON.stringify(text)}`)
  return text
}

/** The calendar day that the moment belongs to in the zone. Throws RangeError on an invalid moment. */
export function dayOf(moment: Moment, zone: TimeZone): Day {
  const ms = milliseconds(moment)
  return dayFromNumber(Math.floor((ms + offsetMs(ms, zone)) / DAY_MS))
}

/** Today in the zone; the clock is the caller's. */
export function today(zone: TimeZone, now: Moment): Day {
  return dayOf(now, zone)
}

/** What a clock on the wall shows: `2026-11-21 09:30:00`. Throws RangeError on an invalid moment. */
export function wallTime(moment: Moment, zone: TimeZone): string {
  const ms = milliseconds(moment)
  return new Date(ms + offsetMs(ms, zone)).toISOString().slice(0, 19).replace('T', ' ')
}

/** Minutes since midnight as the clock on the wall shows them, fractions included: where the clock is put on or back these are not those that have passed. */
export function minuteOfDay(moment: Moment, zone: TimeZone): number {
  const ms = milliseconds(moment)
  const wall = ms + offsetMs(ms, zone)
  return (wall - Math.floor(wall / DAY_MS) * DAY_MS) / 60_000
}

/** First instant of the day: usually midnight, 01:00 where the clock jumps over midnight. */
export function startOfDay(day: Day, zone: TimeZone): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds)
}

/** The half-open period in instants: `from` belongs to it, `to` no longer. */
export function periodInstants(period: Period, zone: TimeZone): { from: Date; to: Date } {
  return { from: startOfDay(period.start, zone), to: startOfDay(period.end, zone) }
}

/**
 * Takes a wall clock reading: day and minutes since midnight (fractions allowed, 15:30 is 930); gives the instant.
 * A reading that the clock skipped moves forward by the gap; of a repeated one the first is meant.
 */
export function instantAt(day: Day, minutes: number, zone: TimeZone): Date {
  const wall = Temporal.PlainDate.from(day)
    .toPlainDateTime()
    .add({ milliseconds: Math.round(minutes * 60_000) })
  return new Date(wall.toZonedDateTime(zone).epochMilliseconds)
}

export function asInstant(date: Date): Instant {
  return date.toISOString() as Instant
}

/** Milliseconds since 1970 UTC. Throws RangeError when the moment is not one. */
export function milliseconds(moment: Moment): number {
  const ms = typeof moment === 'string' ? Date.parse(moment) : Number(moment)
  if (!Number.isFinite(ms)) throw new RangeError(`Not a moment: ${String(moment)}`)
  return ms
}

/** A stretch `[from, to)` of one zone with one offset. */
type Stretch = { from: number; to: number; offset: number }

/** Zone rules are data that never change while the program runs; a million imported rows ask for a handful of stretches. */
const knownStretches = new Map<TimeZone, Stretch[]>()

function offsetMs(ms: number, zone: TimeZone): number {
  let stretches = knownStretches.get(zone)
  if (!stretches) knownStretches.set(zone, (stretches = []))
  const known = stretches.find((stretch) => stretch.from <= ms && ms < stretch.to)
  if (known) return known.offset
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(zone)
  // 'previous' looks strictly before, so a moment that is itself a transition is asked from one millisecond later.
  const after = here.add({ milliseconds: 1 })
  const stretch = {
    from: after.getTimeZoneTransition('previous')?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1e6,
  }
  stretches.push(stretch)
  return stretch.offset
}
