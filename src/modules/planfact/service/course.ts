import { addDays, daysBetween, type Day } from '#core/calendar/day.ts'
import { lastDayOf, type Period, periodDays, samePeriodLastYear } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { Refusal } from '#core/http/refusal.ts'
import { dueByDay } from '../calc/due-by-day.ts'
import { bookedByDay } from '../data/booked.ts'
import { type About, lineAbout, ownersOf, within } from './about.ts'
import { frameOf, type LineNames } from './frame.ts'

/** Days of the period with the running sums of fact (until today), of what was due, and of last year's fact on the same day of the period. */
export async function course(tx: Tx, actor: Actor, about: About, today: Day, names: LineNames) {
  const { period } = about
  const frame = await frameOf(tx, actor, period, today, names)
  const line = lineAbout(frame.lines, about)
  if (!line) throw new Refusal('NOT_FOUND')
  const owners = ownersOf(frame.lines, line)
  const yearAgo = samePeriodLastYear(period)
  const facts = running(await bookedByDay(tx, actor.workspaceId, period, owners), period)
  const then = running(await bookedByDay(tx, actor.workspaceId, yearAgo, owners), yearAgo)
  const inside = within(frame.lines, line)
  const leaves = frame.leaves.filter((leaf) => inside.has(leaf.subjectId))
  const due = dueByDay(leaves, period, frame.calendar)
  const days = Array.from({ length: periodDays(period) }, (_, index) => {
    const day = addDays(period.start, index)
    const sameDay = Math.min(index, daysBetween(yearAgo.start, lastDayOf(yearAgo)))
    return {
      day,
      factMinor: day <= today ? (facts[index] ?? 0) : null,
      dueMinor: leaves.length === 0 ? null : (due[index] ?? null),
      lastYearMinor: then[sameDay] ?? null,
    }
  })
  return { name: line.name, days }
}

/** Sums from the first day to each day of the period. */
function running(byDay: ReadonlyMap<Day, number>, period: Period): number[] {
  let sum = 0
  return Array.from({ length: periodDays(period) }, (_, index) => (sum += byDay.get(addDays(period.start, index)) ?? 0))
}
