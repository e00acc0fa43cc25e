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
  return kept(calendar, `${zone} ${start} ${end}`, () => workDays({ start, end }, calendar, zone))
}

/** Two calendars with the same key give every stay the same working time. */
export function calendarKey(calendar: WorkCalendar, zone: TimeZone): string {
  return kept(calendar, zone, () => digest(calendar, zone))
}

function digest(calendar: WorkCalendar, zone: TimeZone): string {
  return createHash('sha256')
    .update(JSON.stringify([calendar, zone, usualHours]))
    .digest('hex')
    .slice(0, 32)
}

/** What is made of a calendar, as long as there is that calendar. Years of days cost tens of milliseconds to lay out. */
const made = new WeakMap<WorkCalendar, Map<string, unknown>>()

/** So many lists of days of one calendar: its companies' first days, today and tomorrow. */
const MOST_OF_ONE = 50

function kept<Result>(calendar: WorkCalendar, key: string, make: () => Result): Result {
  const own = made.get(calendar) ?? new Map<string, unknown>()
  made.set(calendar, own)
  const known = own.get(key) as Result | undefined
  if (known !== undefined) return known
  if (own.size >= MOST_OF_ONE) own.clear()
  const result = make()
  own.set(key, result)
  return result
}
