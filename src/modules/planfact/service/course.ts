import { addDays, type Day, daysBetween, eachDay } from '#core/calendar/day.ts'
import { type Period, samePeriodLastYear } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { coursePoints, stretches, yearBefore } from '../calc/course-points.ts'
import { dueByDay } from './due-by-day.ts'
import { factOnDays, type FactStep, factsByDay, factsIn } from '../data/booked.ts'
import { type PlanMetric, planInPeriod } from '#modules/plans/api.ts'
import { forecastCourse } from '../calc/forecast-course.ts'
import type { PlanLayer } from '../data/planned.ts'
import { type About, lineAbout, ownersOf, within } from './about.ts'
import { type Frame, frameOf, type Line, type LineNames } from './frame.ts'
import { type LineForecast, lineForecasts } from './line-forecasts.ts'

/**
 * The running sums of a line's fact (until today), of what was due and of last year's fact at the same days: day by day, a long period by
 * months. @throws Refusal NOT_FOUND for a line out of sight
 */
export async function course(
  tx: Tx,
  actor: Actor,
  about: About & { metric: PlanMetric },
  today: Day,
  names: LineNames,
) {
  const { period, metric } = about
  const frame = await frameOf(tx, actor, period, today, names, metric)
  const line = lineAbout(frame.lines, about)
  if (!line) throw new Refusal('NOT_FOUND')
  const points = coursePoints(period, today)
  const yearAgo = samePeriodLastYear(period)
  const isDaily = points.length === daysBetween(period.start, period.end)
  const pointsThen = isDaily ? eachDay(yearAgo.start, yearAgo.end) : points.map(yearBefore)
  const sold = { workspaceId: actor.workspaceId, metric, owners: ownersOf(frame.lines, line), isDaily }
  // One reading of the days is enough for the course and for its forecast.
  const byDay = isDaily ? await factsByDay(tx, actor.workspaceId, metric, period) : undefined
  const facts = await salesAt(tx, { ...sold, start: period.start, points, byDay })
  const then = await salesAt(tx, { ...sold, start: yearAgo.start, points: pointsThen })
  const inside = within(frame.lines, line)
  const dueOf = (layer: PlanLayer) => {
    const leaves = frame.leaves[layer].filter((leaf) => inside.has(leaf.subjectId))
    return leaves.length === 0 ? null : dueByDay(leaves, period, frame.weights)
  }
  const [due, approved] = [dueOf('target'), frame.isWhole(line, 'approved') ? dueOf('approved') : null]
  const forecast = await forecastOf(tx, actor.workspaceId, frame, line, facts, points, byDay)
  const lastFact = facts[points.findLastIndex((point) => point <= today)] ?? 0
  const ahead = forecastCourse(points, today, lastFact, forecast?.runRate ?? null, frame.weights, period)
  return {
    name: line.name,
    forecast,
    days: points.map((day, index) => ({
      day,
      factMinor: day <= today ? (facts[index] ?? 0) : null,
      dueMinor: due?.[daysBetween(period.start, day)] ?? null,
      approvedMinor: approved?.[daysBetween(period.start, day)] ?? null,
      forecast: ahead[index] ?? null,
      lastYearMinor: then[Math.min(index, then.length - 1)] ?? null,
    })),
  }
}

/** The forecast of this one line. */
async function forecastOf(
  tx: Tx,
  workspaceId: string,
  frame: Frame,
  line: Line,
  facts: readonly number[],
  points: readonly Day[],
  byDay: readonly FactStep[] | undefined,
): Promise<LineForecast | null> {
  const now = points.findLastIndex((point) => point <= frame.today)
  const begun = planInPeriodOf(frame, line)
  const forecasts = await lineForecasts(
    tx,
    workspaceId,
    frame,
    [line],
    new Map([[line.subjectId, facts[now] ?? 0]]),
    new Map(begun === null ? [] : [[line.subjectId, begun]]),
    byDay,
  )
  return forecasts.get(line.subjectId) ?? null
}

/** The plan of the line over the whole period. */
function planInPeriodOf({ leaves, lines, period, weights }: Frame, line: Line): number | null {
  const inside = within(lines, line)
  const own = leaves.target.filter((leaf) => inside.has(leaf.subjectId))
  return own.length === 0 ? null : own.reduce((sum, leaf) => sum + planInPeriod(leaf, period, weights), 0)
}

interface Sold {
  workspaceId: string
  metric: PlanMetric
  owners: readonly string[] | null
  start: Day
  points: readonly Day[]
  isDaily: boolean
  /** The days of the stretch, where they are read already. */
  byDay?: readonly FactStep[] | undefined
}

/** Sums from the start to each point. */
async function salesAt(
  tx: Tx,
  { workspaceId, metric, owners, start, points, isDaily, byDay }: Sold,
): Promise<number[]> {
  const last = points.at(-1) ?? start
  const whole: Period = { start, end: addDays(last, 1) }
  if (isDaily) {
    const sums = factOnDays(byDay ?? (await factsByDay(tx, workspaceId, metric, whole)), owners)
    return running(points.map((day) => sums.get(day) ?? 0))
  }
  const own = owners && new Set(owners)
  const steps = points.map(() => 0)
  for (const { span, ownerId, amountMinor } of await factsIn(tx, workspaceId, metric, stretches(start, points))) {
    if (!own || own.has(ownerId)) steps[span] = (steps[span] ?? 0) + amountMinor
  }
  return running(steps)
}

function running(steps: readonly number[]): number[] {
  let sum = 0
  return steps.map((step) => (sum += step))
}
