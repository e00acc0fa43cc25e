import type { Day } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { intersection, type Period } from '#core/calendar/period.ts'
import { type WorkCalendar, workingDays } from '#core/calendar/working-days.ts'

export interface Away {
  fromOn: string
  /** The last day. */
  toOn: string
}

/** Working days that somebody is away, by the company's calendar; within a period, when one is given. */
export function workingDaysAway({ fromOn, toOn }: Away, calendar: WorkCalendar, within?: Period): number {
  const span: Period = { start: fromOn as Day, end: addDays(toOn as Day, 1) }
  const part = within ? intersection(span, within) : span
  return part ? workingDays(part, calendar) : 0
}

/** Whether this day is among them. */
export function isAwayOn({ fromOn, toOn }: Away, day: string): boolean {
  return fromOn <= day && day <= toOn
}
