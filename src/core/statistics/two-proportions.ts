/** Whether two shares differ by more than chance. */
import { wilsonInterval } from './wilson.ts'

export interface Counted {
  /** How many of n. */
  hits: number
  n: number
}

export interface Difference {
  /** Second share less the first, −1…1; null where one of them has no base. */
  difference: number | null
  /** 95 % interval of the difference (R. G. Newcombe, 1998, method 10: from the two Wilson intervals). */
  low: number | null
  high: number | null
  /** How often chance alone would part two equal shares at least so far, 0…1. */
  p: number | null
  /** p below 5 %. */
  beyondChance: boolean
  test: 'z' | 'fisher' | null
}

const LEVEL = 0.05
/** Below so many expected cases in a cell the normal curve is no good (W. G. Cochran, 1954): Fisher's exact test instead. */
const LEAST_EXPECTED = 5

/**
 * Two-proportion test: z with the pooled share, two-sided; Fisher's exact test where expected counts are below five.
 * Throws RangeError unless 0 ≤ hits ≤ n.
 */
export function twoProportions(first: Counted, second: Counted): Difference {
  const [one, two] = [wilsonInterval(first.hits, first.n), wilsonInterval(second.hits, second.n)]
  if (!one || !two) return { difference: null, low: null, high: null, p: null, beyondChance: false, test: null }
  const [a, b] = [first.hits / first.n, second.hits / second.n]
  const difference = b - a
  const low = difference - Math.hypot(b - two.low, one.high - a)
  const high = difference + Math.hypot(two.high - b, a - one.low)
  const pooled = (first.hits + second.hits) / (first.n + second.n)
  const leastExpected = Math.min(first.n, second.n) * Math.min(pooled, 1 - pooled)
  const test = leastExpected < LEAST_EXPECTED ? 'fisher' : 'z'
  const p = test === 'fisher' ? fisher(first, second) : pooledZ(difference, pooled, first.n, second.n)
  return { difference, low, high, p, beyondChance: p < LEVEL, test }
}

function pooledZ(difference: number, pooled: number, n: number, m: number): number {
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  // The fit is a hair above 1 at 0.
  return error === 0 ? 1 : Math.min(1, complementaryError(Math.abs(difference) / error / Math.SQRT2))
}

/** Two-sided: all tables with these margins that are no likelier than this one. */
function fisher(first: Counted, second: Counted): number {
  const hits = first.hits + second.hits
  const whole = logChoose(first.n + second.n, hits)
  const likelihood = (k: number) => Math.exp(logChoose(first.n, k) + logChoose(second.n, hits - k) - whole)
  const own = likelihood(first.hits)
  let sum = 0
  for (let k = Math.max(0, hits - second.n); k <= Math.min(first.n, hits); k += 1) {
    const one = likelihood(k)
    // Equal ones differ in the last digits.
    if (one <= own * (1 + 1e-7)) sum += one
  }
  return Math.min(1, sum)
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

/** ln n!: summed while it is short, then Stirling's series (error below 1e-10 from 32 on). */
function logFactorial(n: number): number {
  if (n < 32) {
    let sum = 0
    for (let i = 2; i <= n; i += 1) sum += Math.log(i)
    return sum
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
}

/** erfc(x) for x ≥ 0, relative error below 1.2e-7 (W. H. Press et al., Numerical Recipes, 6.2: Chebyshev fit). */
function complementaryError(x: number): number {
  const t = 2 / (2 + x)
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
    -1.26551223,
  ]
  const fit = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0)
  return t * Math.exp(-x * x + fit)
}
