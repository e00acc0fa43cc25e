/** Whether two figures of the same people go together. */
export interface Correlation {
  /** Pearson: −1 … 1. */
  r: number
  low: number
  high: number
  n: number
}

/** Fisher's interval stands on n − 3. */
const FEWEST = 4
const Z_95 = 1.96

/** Pearson's correlation of pairs with its 95 % interval (Fisher's z). Null below four pairs or where one of the figures is the same for all. */
export function correlationOf(pairs: readonly (readonly [number, number])[]): Correlation | null {
  const n = pairs.length
  if (n < FEWEST) return null
  const meanX = pairs.reduce((sum, [x]) => sum + x, 0) / n
  const meanY = pairs.reduce((sum, [, y]) => sum + y, 0) / n
  let [xx, yy, xy] = [0, 0, 0]
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2
    yy += (y - meanY) ** 2
    xy += (x - meanX) * (y - meanY)
  }
  if (xx === 0 || yy === 0) return null
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
  const half = Z_95 / Math.sqrt(n - 3)
  // At ±1 Fisher's z is infinite: the interval is the point.
  if (Math.abs(r) === 1) return { r, low: r, high: r, n }
  return { r, low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half), n }
}

/** What a head should make of it: with an interval that holds 0 nothing is seen. */
export function verdictOf(correlation: Correlation | null): 'helps' | 'harms' | 'unseen' | 'few' {
  if (!correlation) return 'few'
  if (correlation.low > 0) return 'helps'
  return correlation.high < 0 ? 'harms' : 'unseen'
}
