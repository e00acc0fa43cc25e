/** Days of journeys, in the zones of their companies: whatever zone the machine keeps, and at any hour. */
import { addDays, type Day, type Month } from '../src/core/calendar/day.ts'
import { addMonths, monthOf, quarterOf } from '../src/core/calendar/month.ts'
import { asTimeZone, today } from '../src/core/calendar/zone.ts'

/** Where the demo company lives. */
export const demoZone = asTimeZone('Europe/Moscow')
const LATE = 22

/**
 * Where our own company lives: in Moscow, and late in its evening where it is morning already. Journeys plan calls for a few minutes later
 * and look for them among those of today.
 */
export const ownZone = hourIn(demoZone) < LATE ? demoZone : asTimeZone('Asia/Vladivostok')

/** '2026-11-25': so many days from the present one of our own company. */
export function ownDay(ahead = 0): Day {
  return addDays(today(ownZone, Date.now()), ahead)
}

/** '2026-11-25': so many days from the present one of the demo company. */
export function demoDay(ahead = 0): Day {
  return addDays(today(demoZone, Date.now()), ahead)
}

/** '2026-12': so many months from the present one of the demo company. */
export function demoMonth(ahead = 0): Month {
  return addMonths(monthOf(demoDay()), ahead)
}

/** '2026-Q3': so many quarters from the present one of the demo company. */
export function demoQuarter(ahead = 0): string {
  const month = demoMonth(3 * ahead)
  return `${month.slice(0, 4)}-Q${quarterOf(month)}`
}

function hourIn(zone: string): number {
  return Number(new Intl.DateTimeFormat('en', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format())
}
