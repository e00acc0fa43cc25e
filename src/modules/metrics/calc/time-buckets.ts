/** A period cut into days, weeks, months, quarters or years. */
import { intersection, nextPeriod, type Period, periodAround, periodDays, periodKey } from '#core/calendar/period.ts'
import { type DimensionKey, timeDimensions } from './declarations.ts'

export type TimeDimension = 'day' | 'week' | 'month' | 'quarter' | 'year'

export function isTime(dimension: DimensionKey): dimension is TimeDimension {
  return timeDimensions.includes(dimension)
}

export interface TimeBucket {
  /** Key of the whole day, week, month … even where the period takes a part of it. */
  key: string
  /** The part of it that lies in the period. */
  period: Period
}

/** The buckets that the period touches, in order. */
export function timeBuckets(period: Period, kind: TimeDimension): TimeBucket[] {
  const buckets: TimeBucket[] = []
  for (let whole = periodAround(period.start, kind); whole.start < period.end; whole = nextPeriod(whole)) {
    const part = intersection(whole, period)
    if (part) buckets.push({ key: periodKey(whole), period: part })
  }
  return buckets
}

const SHORTEST_DAYS: Record<TimeDimension, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 }

/** How many buckets there are at most, without making them. */
export function bucketCount(period: Period, kind: TimeDimension): number {
  return Math.ceil(periodDays(period) / SHORTEST_DAYS[kind]) + 1
}
