import { createHash } from 'node:crypto'
import { usualHours } from '#core/calendar/business-time.ts'
import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import { today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type WorkDay, workDays } from '../calc/work-days.ts'
import { earliestEntry } from '../data/working-stays.ts'

/** All days of the company from the first stay to tomorrow. */
export async function companyDays(tx: Tx, calendar: WorkCalendar, zone: TimeZone, now: Date): Promise<WorkDay[]> {
  const end = addDays(today(zone, now), 2)
  const start = ((await earliestEntry(tx, zone)) as Day | null) ?? addDays(end, -2)
  return workDays({ start, end }, calendar, zone)
}

/** Two calendars with the same key give every stay the same working time. */
export function calendarKey(calendar: WorkCalendar, zone: TimeZone): string {
  return createHash('sha256')
    .update(JSON.stringify([calendar, zone, usualHours]))
    .digest('hex')
    .slice(0, 32)
}
