import type { Day } from '#core/calendar/day.ts'
import { comparablePart, type Period, previousPeriod, samePeriodLastYear } from '#core/calendar/period.ts'
import type { BoardComparison } from '../contract.ts'

/** The days that a period is compared with: as many as have begun of it; null with the plan. */
export function comparedDays(period: Period, comparison: BoardComparison, today: Day): Period | null {
  if (comparison === 'plan') return null
  const other = comparison === 'previous' ? previousPeriod(period) : samePeriodLastYear(period)
  return comparablePart(period, today, other) ?? other
}
