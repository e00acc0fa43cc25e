/**
 * Median time in stage when some stays still go on. A stay that is not over (censored) says "at least so long"; dropping it would
 * show only the quick ones. E. L. Kaplan, P. Meier, 1958.
 */
import { type BucketCount, bucketSeconds } from './buckets.ts'

/** `ended: false`: still going on after `duration`. */
export type Stay = { readonly duration: number; readonly ended: boolean }

/** At a time: how many ended, how many were last seen still going on. */
type Step = { time: number; ended: number; censored: number }

/**
 * The time by which half have ended, in the unit of the durations; null when half have not ended yet (or of nothing). Where the
 * curve stands exactly at one half, the middle of that step (as R's `survfit`), so without censoring it is the median.
 */
export function kaplanMeierMedian(stays: Iterable<Stay>): number | null {
  const steps = new Map<number, Step>()
  for (const { duration, ended } of stays) count(steps, duration, Number(ended), Number(!ended))
  return medianOf(steps)
}

/** The same from `bucketOf` counts; seconds, within 4 %. A stay that goes on is counted after the ends of its bucket. */
export function kaplanMeierMedianFromBuckets(
  ended: Iterable<BucketCount>,
  censored: Iterable<BucketCount>,
): number | null {
  const steps = new Map<number, Step>()
  for (const row of ended) count(steps, bucketSeconds(row.bucket), row.count, 0)
  for (const row of censored) count(steps, bucketSeconds(row.bucket), 0, row.count)
  return medianOf(steps)
}

/** A point of the curve: after `time`, so much of all still goes on. */
export type CurvePoint = { readonly time: number; readonly survival: number; readonly atRisk: number }

/** The whole curve from `bucketOf` counts: at each length the share that is still there. Starts at 1. Empty of nothing. */
export function kaplanMeierCurveFromBuckets(
  ended: Iterable<BucketCount>,
  censored: Iterable<BucketCount>,
): CurvePoint[] {
  const steps = new Map<number, Step>()
  for (const row of ended) count(steps, bucketSeconds(row.bucket), row.count, 0)
  for (const row of censored) count(steps, bucketSeconds(row.bucket), 0, row.count)
  const ordered = [...steps.values()].toSorted((a, b) => a.time - b.time)
  let atRisk = ordered.reduce((sum, step) => sum + step.ended + step.censored, 0)
  let survival = 1
  return ordered.flatMap(({ time, ended: done, censored: open }) => {
    const before = atRisk
    atRisk -= done + open
    if (done === 0) return []
    survival *= 1 - done / before
    return [{ time, survival, atRisk: before }]
  })
}

function count(steps: Map<number, Step>, time: number, ended: number, censored: number): void {
  const step = steps.get(time) ?? { time, ended: 0, censored: 0 }
  steps.set(time, { time, ended: step.ended + ended, censored: step.censored + censored })
}

function medianOf(steps: Map<number, Step>): number | null {
  const ordered = [...steps.values()].toSorted((a, b) => a.time - b.time)
  let atRisk = ordered.reduce((sum, step) => sum + step.ended + step.censored, 0)
  let survival = 1
  let halfAt: number | null = null
  for (const { time, ended, censored } of ordered) {
    if (ended > 0) {
      if (halfAt !== null) return (halfAt + time) / 2
      survival *= 1 - ended / atRisk
      if (Math.abs(survival - 0.5) < 1e-9) halfAt = time
      else if (survival < 0.5) return time
    }
    atRisk -= ended + censored
  }
  return halfAt
}
