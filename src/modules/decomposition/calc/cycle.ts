/** How long a deal takes from its creation to its win, as a curve: which share of the deals that will be won is won within so many days. */
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'

/** Days within which these shares of won deals were won; `n`: of how many. Null quantiles: nothing was won. */
export interface Cycle {
  n: number
  quantiles: number[] | null
}

export const CYCLE_SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const

/** Share of future wins that come within `days` calendar days: straight lines through (0; 0), the quantiles and (twice the 90 % quantile; 1). */
export function shareWithin(days: number, { quantiles }: Cycle): number | null {
  if (!quantiles) return null
  if (days < 0) return 0
  const last = quantiles.at(-1) ?? 0
  const points: [number, number][] = [
    [0, 0],
    ...quantiles.map((day, index): [number, number] => [day, CYCLE_SHARES[index] ?? 1]),
    [2 * last, 1],
  ]
  // Several quantiles on one day: the largest share counts.
  let [before, below] = [0, 0]
  for (const [day, share] of points) {
    if (days < day) return before === day ? share : below + ((share - below) * (days - before)) / (day - before)
    ;[before, below] = [day, share]
  }
  return 1
}

/** His own curve and the team's in one: the team's counts for as many deals as make a small sample. */
export function mixedShareWithin(days: number, own: Cycle, team: Cycle): number | null {
  const teamShare = shareWithin(days, team)
  const ownShare = own.n > 0 ? shareWithin(days, own) : null
  if (ownShare === null) return teamShare
  if (teamShare === null) return ownShare
  return (own.n * ownShare + SMALL_SAMPLE * teamShare) / (own.n + SMALL_SAMPLE)
}

/** In how many days half of the future wins are there: the mixed curve reaches one half. Null without a curve. */
export function usualCycleDays(own: Cycle, team: Cycle): number | null {
  if (mixedShareWithin(0, own, team) === null) return null
  const most = 2 * Math.max(own.quantiles?.at(-1) ?? 0, team.quantiles?.at(-1) ?? 0)
  let [low, high] = [0, Math.ceil(most)]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((mixedShareWithin(middle, own, team) ?? 1) >= 0.5) high = middle
    else low = middle + 1
  }
  return low
}
