import { wilsonInterval } from './wilson.ts'

/** Fewer cases than this say little: the figure is shown grey and takes no part in a ranking. */
export const SMALL_SAMPLE = 20

/** A share with what makes it believable: of how many cases, and its 95 % interval (Wilson). */
export type Rate = {
  /** 0…1; null without a base. */
  readonly share: number | null
  readonly n: number
  readonly low: number | null
  readonly high: number | null
  readonly small: boolean
}

/** Takes successes of n cases. Throws RangeError unless 0 ≤ successes ≤ n: what may exceed 100 % is a ratio and no rate. */
export function rateOf(successes: number, n: number): Rate {
  const interval = wilsonInterval(successes, n)
  const share = n === 0 ? null : successes / n
  return { share, n, low: interval?.low ?? null, high: interval?.high ?? null, small: n < SMALL_SAMPLE }
}

/**
 * The same where corrections of closed months may leave fewer than no cases, or more successes than cases: then it is a ratio without an interval, and
 * nothing where there are no cases.
 */
export function correctedRateOf(successes: number, n: number): Rate {
  if (successes >= 0 && successes <= n) return rateOf(successes, n)
  return { share: n > 0 ? successes / n : null, n: Math.max(0, n), low: null, high: null, small: n < SMALL_SAMPLE }
}

/** Part ÷ whole; null when the whole is 0. May be above 1. */
export function ratioOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
