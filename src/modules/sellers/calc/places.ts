import type { Rate } from '#core/statistics/rate.ts'

/**
 * A fair order of sellers by their share of wins: by the lower end of the interval, so that three of four is not ahead of thirty of fifty. Those with fewer
 * than 20 closed deals have no place; equal ends share one. Takes rates by id, gives places from 1.
 */
export function placesOf(rates: readonly { id: string; rate: Rate }[]): Map<string, number> {
  const sure = rates.filter(({ rate }) => !rate.small && rate.low !== null)
  const places = new Map<string, number>()
  for (const { id, rate } of sure)
    places.set(id, 1 + sure.filter((other) => (other.rate.low ?? 0) > (rate.low ?? 0)).length)
  return places
}
