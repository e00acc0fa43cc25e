/**
 * Durations in log-spaced buckets: a quantile of any number of stays at once, within 4 % of the exact one. Each bucket is 8 % wider
 * than the one before. SQL: `floor(ln(greatest(seconds, 60)) / ln(1.08))::int`. Below a minute counts as a minute.
 */
import { quantileByRank } from './quantile.ts'

export const BUCKET_GROWTH = 1.08
export const SHORTEST_SECONDS = 60

export type BucketCount = { readonly bucket: number; readonly count: number }

export function bucketOf(seconds: number): number {
  return Math.floor(Math.log(Math.max(seconds, SHORTEST_SECONDS)) / Math.log(BUCKET_GROWTH))
}

/** The bucket's geometric middle, seconds: at most √1.08 − 1 = 3.9 % from anything inside. */
export function bucketSeconds(bucket: number): number {
  return BUCKET_GROWTH ** (bucket + 0.5)
}

/** Seconds, by the rule of `quantile`; null of nothing. Any order; counts of one bucket may come in parts and as negative deltas. */
export function quantileFromBuckets(counts: Iterable<BucketCount>, q: number): number | null {
  const filled = foldBuckets(counts)
  const total = filled.reduce((sum, { count }) => sum + count, 0)
  return quantileByRank(total, q, (rank) => {
    let before = 0
    const found = filled.find(({ count }) => (before += count) > rank)
    return bucketSeconds(found?.bucket ?? 0)
  })
}

/** One row a bucket, ascending, empty ones left out. */
export function foldBuckets(counts: Iterable<BucketCount>): BucketCount[] {
  const totals = new Map<number, number>()
  for (const { bucket, count } of counts) totals.set(bucket, (totals.get(bucket) ?? 0) + count)
  return [...totals]
    .filter(([, count]) => count > 0)
    .map(([bucket, count]) => ({ bucket, count }))
    .toSorted((a, b) => a.bucket - b.bucket)
}
