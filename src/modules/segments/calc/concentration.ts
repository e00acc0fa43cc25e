export interface Concentration {
  top1: number | null
  top5: number | null
  top20: number | null
  hhi: number | null
  n: number
}

/**
 * How much hangs on few clients: the part of the largest one, of the largest 5 % and 20 % of the clients (at least one client each), and the
 * Herfindahl–Hirschman index (Σ of squared percents, 10,000 for a single client). Clients that brought nothing do not count; null of nobody.
 */
export function concentrationOf(moneyMinor: readonly number[]): Concentration {
  const paying = moneyMinor.filter((money) => money > 0).toSorted((a, b) => b - a)
  const n = paying.length
  const total = paying.reduce((sum, money) => sum + money, 0)
  if (n === 0) return { top1: null, top5: null, top20: null, hhi: null, n }
  const shareOf = (count: number) => paying.slice(0, count).reduce((sum, money) => sum + money, 0) / total
  const part = (share: number) => shareOf(Math.max(1, Math.ceil(n * share)))
  const hhi = paying.reduce((sum, money) => sum + ((100 * money) / total) ** 2, 0)
  return { top1: shareOf(1), top5: part(0.05), top20: part(0.2), hhi, n }
}
