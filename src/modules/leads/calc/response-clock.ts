/** The clock of the first response: business minutes of the company, from the receipt of a lead to the first contact. */
import { businessMinutes, type WorkingHours } from '#core/calendar/business-time.ts'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { isShortDay, isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { dayOf, instantAt } from '#core/calendar/zone.ts'

/** What the clock of a company goes by. */
export interface ResponseClock {
  calendar: WorkCalendar
  zone: TimeZone
  hours: WorkingHours
}

/** A day before a public holiday closes an hour earlier, as in core's business time. */
const SHORTER_BY = 60
/** A calendar without a working day in so long has none. */
const MOST_DAYS = 400

/**
 * The moment when so many business minutes from `from` have passed: until then a lead is to be answered. At closing time exactly
 * the rest begins the next working morning, so a target that ends with the day ends that evening.
 * @throws RangeError when the calendar has no working days
 */
export function momentAfter(from: Date, minutes: number, { calendar, zone, hours }: ResponseClock): Date {
  let left = minutes * 60_000
  let day: Day = dayOf(from, zone)
  for (let step = 0; step < MOST_DAYS; step += 1, day = addDays(day, 1)) {
    if (!isWorkingDay(day, calendar)) continue
    const closesAt = hours.closesAt - (isShortDay(day, calendar) ? SHORTER_BY : 0)
    const opens = Math.max(instantAt(day, hours.opensAt, zone).getTime(), from.getTime())
    const room = instantAt(day, closesAt, zone).getTime() - opens
    if (room <= 0) continue
    if (left <= room) return new Date(opens + left)
    left -= room
  }
  throw new RangeError('The calendar has no working days')
}

/** Business minutes that the client has waited. */
export function waitedMinutes(from: Date, to: Date, { calendar, zone, hours }: ResponseClock): number {
  return Math.max(0, businessMinutes(from, to, calendar, zone, hours))
}

/** Whether somebody is at work at this moment. */
export function isOpen(now: Date, { calendar, zone, hours }: ResponseClock): boolean {
  const day = dayOf(now, zone)
  if (!isWorkingDay(day, calendar)) return false
  const closesAt = hours.closesAt - (isShortDay(day, calendar) ? SHORTER_BY : 0)
  return now >= instantAt(day, hours.opensAt, zone) && now < instantAt(day, closesAt, zone)
}
