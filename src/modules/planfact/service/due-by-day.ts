/** The due line of a chart: what is due by the end of each day of a period. */
import { dayNumber, eachDay, type Month } from '#core/calendar/day.ts'
import { intersection, monthPeriod, type Period, periodDays } from '#core/calendar/period.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import { type PlanLeaf, runningPlan } from '#modules/plans/api.ts'

/** Sums `planInPeriod` of all leaves up to each day in turn: each leaf touches the days of its month alone. */
export function dueByDay(leaves: readonly PlanLeaf[], period: Period, weights: DayWeights): number[] {
  const first = dayNumber(period.start)
  const growth = new Array<number>(periodDays(period)).fill(0)
  for (const [month, own] of Map.groupBy(leaves, (leaf) => leaf.month)) {
    const part = partOf(period, month)
    if (!part) continue
    const from = dayNumber(part.start) - first
    for (const leaf of own) {
      let before = runningPlan(leaf, part.start, weights)
      for (const [index, morning] of part.mornings.entries()) {
        const after = runningPlan(leaf, morning, weights)
        growth[from + index] = (growth[from + index] ?? 0) + after - before
        before = after
      }
    }
  }
  let sum = 0
  return growth.map((step) => (sum += step))
}

/** The days of a month that lie in the period, each by the morning after it: the same for all leaves of the month. */
function partOf(period: Period, month: Month) {
  const part = intersection(period, monthPeriod(month))
  if (!part) return null
  return { start: part.start, mornings: [...eachDay(part.start, part.end).slice(1), part.end] }
}
