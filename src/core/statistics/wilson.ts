export type Interval = { readonly low: number; readonly high: number }

/** Normal quantile of a two-sided 95 % interval. */
const Z_95 = 1.96

/**
 * Wilson score interval of a rate (E. B. Wilson, 1927), shares 0…1. Honest where the naive one is not: at few
 * observations and near 0 and 1. Null without observations. Throws RangeError unless 0 ≤ successes ≤ n.
 */
export function wilsonInterval(successes: number, n: number, z: number = Z_95): Interval | null {
  if (!(successes >= 0 && successes <= n)) throw new RangeError(`Not a rate: ${successes} of ${n}`)
  if (n === 0) return null
  const share = successes / n
  const zz = z * z
  const centre = (share + zz / (2 * n)) / (1 + zz / n)
  const half = (z / (1 + zz / n)) * Math.sqrt((share * (1 - share)) / n + zz / (4 * n * n))
  // At 0 and n the formula gives exactly 0 and 1 on paper; floating point does not.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  }
}
