/** The forecast of a burn-up chart: from the fact of today to the forecast of the end, opening like a funnel. */
import { addDays, type Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { type DayWeights, weightOf } from '#core/calendar/day-weights.ts'
import type { Band } from './forecast.ts'

/**
 * At each point from today on: the value goes with the working time that is left, the band with its square root (scatter of independent days). At
 * today it is the fact, at the end the forecast. Null before today and where there is no forecast.
 */
export function forecastCourse(
  points: readonly Day[],
  today: Day,
  fact: number,
  end: Band | null,
  weights: DayWeights,
  period: Period,
): (Band | null)[] {
  const start = addDays(today, 1)
  const left = start < period.end && start > period.start ? weightOf({ start, end: period.end }, weights) : 0
  if (!end || left === 0) return points.map(() => null)
  return points.map((day) => {
    if (day < today) return null
    const part = day === today ? 0 : weightOf({ start, end: addDays(day, 1) }, weights) / left
    const value = fact + (end.value - fact) * part
    const spread = Math.sqrt(part)
    return {
      value: Math.round(value),
      low: Math.round(value - (end.value - end.low) * spread),
      high: Math.round(value + (end.high - end.value) * spread),
    }
  })
}
