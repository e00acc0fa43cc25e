import { addDays, type Day, daysBetween, eachDay } from '#core/calendar/day.ts'
import { type Period, samePeriodLastYear } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { coursePoints, stretches, yearBefore } from '../calc/course-points.ts'
import { dueByDay } from '../calc/due-by-day.ts'
import { bookedByDay, bookedIn } from '../data/booked.ts'
import { type About, lineAbout, ownersOf, within } from './about.ts'
import { frameOf, type LineNames } from './frame.ts'

/**
 * The running sums of a line's fact (until today), of what was due and of last year's fact at the same days: day by day, a long period by
 * months. @throws Refusal NOT_FOUND for a line out of sight
 */
export async function course(tx: Tx, actor: Actor, about: About, today: Day, names: LineNames) {
  const { period } = about
  const frame = await frameOf(tx, actor, period, today, names)
  const line = lineAbout(frame.lines, about)
  if (!line) throw new Refusal('NOT_FOUND')
  const points = coursePoints(period, today)
  const yearAgo = samePeriodLastYear(period)
  const isDaily = points.length === daysBetween(period.start, period.end)
  const pointsThen = isDaily ? eachDay(yearAgo.start, yearAgo.end) : points.map(yearBefore)
  const sold = { workspaceId: actor.workspaceId, owners: ownersOf(frame.lines, line), isDaily }
  const facts = await salesAt(tx, { ...sold, start: period.start, points })
  const then = await salesAt(tx, { ...sold, start: yearAgo.start, points: pointsThen })
  const inside = within(frame.lines, line)
  const leaves = frame.leaves.filter((leaf) => inside.has(leaf.subjectId))
  const due = dueByDay(leaves, period, frame.calendar)
  return {
    name: line.name,
    days: points.map((day, index) => ({
      day,
      factMinor: day <= today ? (facts[index] ?? 0) : null,
      dueMinor: leaves.length === 0 ? null : (due[daysBetween(period.start, day)] ?? null),
      lastYearMinor: then[Math.min(index, then.length - 1)] ?? null,
    })),
  }
}

interface Sold {
  workspaceId: string
  owners: readonly string[] | null
  start: Day
  points: readonly Day[]
  isDaily: boolean
}

/** Sums from the start to each point. */
async function salesAt(tx: Tx, { workspaceId, owners, start, points, isDaily }: Sold): Promise<number[]> {
  const last = points.at(-1) ?? start
  const whole: Period = { start, end: addDays(last, 1) }
  if (isDaily) {
    const byDay = await bookedByDay(tx, workspaceId, whole, owners)
    return running(points.map((day) => byDay.get(day) ?? 0))
  }
  const own = owners && new Set(owners)
  const steps = points.map(() => 0)
  for (const { span, ownerId, amountMinor } of await bookedIn(tx, workspaceId, stretches(start, points))) {
    if (!own || own.has(ownerId)) steps[span] = (steps[span] ?? 0) + amountMinor
  }
  return running(steps)
}

function running(steps: readonly number[]): number[] {
  let sum = 0
  return steps.map((step) => (sum += step))
}
