import { quantileFromBuckets } from '#core/statistics/buckets.ts'
import { kaplanMeierMedian, kaplanMeierMedianFromBuckets, type Stay } from '#core/statistics/kaplan-meier.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'

/** Ended stays of one length: a bucket of #core/statistics/buckets, and their seconds in sum. */
export interface StayBucket {
  stageId: string
  bucket: number
  n: number
  seconds: number
}

export interface StageTime {
  stageId: string
  n: number
  meanSeconds: number | null
  medianSeconds: number | null
  p90Seconds: number | null
  small: boolean
}

/** Time in stage of any number of stays: the mean is exact, median and p90 are within 4 %. Rows of one bucket may come in parts. */
export function timeFromBuckets(stageIds: readonly string[], rows: readonly StayBucket[]): StageTime[] {
  return stageIds.map((stageId) => {
    const own = rows.filter((row) => row.stageId === stageId)
    const n = own.reduce((sum, row) => sum + row.n, 0)
    const seconds = own.reduce((sum, row) => sum + row.seconds, 0)
    const counts = own.map(({ bucket, n: count }) => ({ bucket, count }))
    return {
      stageId,
      n,
      meanSeconds: n === 0 ? null : seconds / n,
      medianSeconds: quantileFromBuckets(counts, 0.5),
      p90Seconds: quantileFromBuckets(counts, 0.9),
      small: n < SMALL_SAMPLE,
    }
  })
}

/** Exact figures of the database, one row a stage that had stays; stages without any are filled in. */
export function timeOfEveryStage(stageIds: readonly string[], rows: readonly Omit<StageTime, 'small'>[]): StageTime[] {
  const empty = { n: 0, meanSeconds: null, medianSeconds: null, p90Seconds: null }
  return stageIds.map((stageId) => {
    const found = rows.find((row) => row.stageId === stageId) ?? { stageId, ...empty }
    return { ...found, small: found.n < SMALL_SAMPLE }
  })
}

export interface OngoingTime {
  stageId: string
  n: number
  ended: number
  medianSeconds: number | null
}

/** Median time in stage with the stays that still go on counted as «at least so long». Takes both by bucket. */
export function ongoingFromBuckets(
  stageIds: readonly string[],
  ended: readonly StayBucket[],
  goingOn: readonly StayBucket[],
): OngoingTime[] {
  const counts = (rows: readonly StayBucket[], stageId: string) =>
    rows.filter((row) => row.stageId === stageId).map(({ bucket, n: count }) => ({ bucket, count }))
  const sum = (rows: readonly { count: number }[]) => rows.reduce((n, { count }) => n + count, 0)
  return stageIds.map((stageId) => {
    const [done, open] = [counts(ended, stageId), counts(goingOn, stageId)]
    return { stageId, n: sum(open), ended: sum(done), medianSeconds: kaplanMeierMedianFromBuckets(done, open) }
  })
}

/** The same from single stays, exact. Durations in seconds. */
export function ongoingFromStays(
  stageIds: readonly string[],
  stays: readonly (Stay & { stageId: string })[],
): OngoingTime[] {
  return stageIds.map((stageId) => {
    const own = stays.filter((stay) => stay.stageId === stageId)
    const ended = own.filter((stay) => stay.ended).length
    return { stageId, n: own.length - ended, ended, medianSeconds: kaplanMeierMedian(own) }
  })
}
