/** The due line of a chart: what is due by the end of each day of a period. */
import { addDays, type Day, dayNumber } from '#core/calendar/day.ts'
import { monthPeriod, type Period, periodDays } from '#core/calendar/period.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import { type PlanLeaf, runningPlan } from '#modules/plans/api.ts'

/** Sums `planInPeriod` of all leaves up to each day in turn: each leaf touches the days of its month alone. */
export function dueByDay(leaves: readonly PlanLeaf[], period: Period, weights: DayWeights): number[] {
  const length = periodDays(period)
  const first = dayNumber(period.start)
  const growth = new Array<number>(length).fill(0)
  for (const leaf of leaves) {
    const month = monthPeriod(leaf.month)
    const start: Day = month.start > period.start ? month.start : period.start
    const end = month.end < period.end ? month.end : period.end
    let before = runningPlan(leaf, start, weights)
    for (let day = start; day < end; day = addDays(day, 1)) {
      const index = dayNumber(day) - first
      const after = runningPlan(leaf, addDays(day, 1), weights)
      growth[index] = (growth[index] ?? 0) + after - before
      before = after
    }
  }
  let sum = 0
  return growth.map((step) => (sum += step))
}
