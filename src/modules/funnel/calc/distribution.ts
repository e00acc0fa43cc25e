import { bucketSeconds, quantileFromBuckets } from '#core/statistics/buckets.ts'
import {
  type CurvePoint,
  kaplanMeierCurveFromBuckets,
  kaplanMeierMedianFromBuckets,
} from '#core/statistics/kaplan-meier.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import type { StayBucket } from './time.ts'

export interface Bin {
  fromS: number
  /** Null: and longer. */
  toS: number | null
  n: number
  /** Deals that stand on the stage now for so long. */
  open: number
}

export interface StageDistribution {
  stageId: string
  n: number
  open: number
  meanSeconds: number | null
  medianSeconds: number | null
  p90Seconds: number | null
  /** Kaplan–Meier over the recent months: with those that still stand there. */
  censoredMedianSeconds: number | null
  small: boolean
  bins: Bin[]
  /** At most so many points as a drawing needs. */
  curve: { seconds: number; share: number; atRisk: number }[]
}

/** Borders in days of work or of the calendar: an hour or so, half a day, then longer and longer. */
const BORDERS_DAYS = [0, 0.125, 0.5, 1, 2, 4, 7, 14, 30, 60, 90]
const MOST_POINTS = 60

/**
 * How long each stage takes, as a distribution. Takes the stays that ended in the period, those that ended in the recent months (for the
 * curve) and those that go on, all by bucket; `dayS`: seconds of a day (24 hours of the calendar, or a working day). Counts by bin are
 * exact to the width of a bucket (8 %).
 */
export function stageDistributions(
  stageIds: readonly string[],
  { ended, recent, open }: Record<'ended' | 'recent' | 'open', readonly StayBucket[]>,
  dayS: number,
): StageDistribution[] {
  return stageIds.map((stageId) => {
    const of = (rows: readonly StayBucket[]) => rows.filter((row) => row.stageId === stageId)
    const counts = (rows: readonly StayBucket[]) => of(rows).map(({ bucket, n }) => ({ bucket, count: n }))
    const n = of(ended).reduce((sum, row) => sum + row.n, 0)
    const seconds = of(ended).reduce((sum, row) => sum + row.seconds, 0)
    return {
      stageId,
      n,
      open: of(open).reduce((sum, row) => sum + row.n, 0),
      meanSeconds: n === 0 ? null : seconds / n,
      medianSeconds: quantileFromBuckets(counts(ended), 0.5),
      p90Seconds: quantileFromBuckets(counts(ended), 0.9),
      censoredMedianSeconds: kaplanMeierMedianFromBuckets(counts(recent), counts(open)),
      small: n < SMALL_SAMPLE,
      bins: binned(of(ended), of(open), dayS),
      curve: thinned(kaplanMeierCurveFromBuckets(counts(recent), counts(open))),
    }
  })
}

function binned(ended: readonly StayBucket[], open: readonly StayBucket[], dayS: number): Bin[] {
  const within = (rows: readonly StayBucket[], fromS: number, toS: number | null) =>
    rows
      .filter(({ bucket }) => bucketSeconds(bucket) >= fromS && (toS === null || bucketSeconds(bucket) < toS))
      .reduce((sum, { n }) => sum + n, 0)
  return BORDERS_DAYS.map((days, place): Bin => {
    const fromS = days * dayS
    const next = BORDERS_DAYS[place + 1]
    const toS = next === undefined ? null : next * dayS
    return { fromS, toS, n: within(ended, fromS, toS), open: within(open, fromS, toS) }
  })
}

/** Every so-many-th point and the last one: the curve is a staircase of hundreds of steps. */
function thinned(curve: readonly CurvePoint[]): StageDistribution['curve'] {
  const every = Math.ceil(curve.length / MOST_POINTS)
  return curve
    .filter((_, place) => place % every === 0 || place === curve.length - 1)
    .map(({ time, survival, atRisk }) => ({ seconds: time, share: survival, atRisk }))
}
