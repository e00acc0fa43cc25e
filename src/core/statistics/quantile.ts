import { nthSmallest } from './nth-smallest.ts'

/** Arithmetic mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Middle value, mean of the two middle ones of an even count; null of nothing. Any order; the middle is found without putting the others in order. */
export function median(values: readonly number[] | Float64Array): number | null {
  const own = Float64Array.from(values)
  return quantileByRank(own.length, 0.5, (rank) => nthSmallest(own, rank) ?? Number.NaN)
}

export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b)
}

/**
 * Takes values in ascending order and q of 0…1; null of nothing. Linear between the neighbours of rank q·(n − 1): the same
 * as PostgreSQL's `percentile_cont(q) within group (order by …)`.
 */
export function quantile(sorted: readonly number[], q: number): number | null {
  return quantileByRank(sorted.length, q, (rank) => sorted[rank] ?? Number.NaN)
}

/** The same for any source of n values that can tell its rank-th smallest, rank 0…n − 1. */
export function quantileByRank(n: number, q: number, valueAt: (rank: number) => number): number | null {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`Not a quantile: ${q}`)
  if (n === 0) return null
  const place = q * (n - 1)
  const rank = Math.floor(place)
  const lower = valueAt(rank)
  return place === rank ? lower : lower + (valueAt(rank + 1) - lower) * (place - rank)
}
