import { type Day, daysBetween } from '#core/calendar/day.ts'
import type { Item } from '../contract.ts'

/** After so many days without a sign a deal is abandoned: no work for today, but a decision to make. */
export const ABANDONED_DAYS = 90
/** Deals whose close date lies this near ask for a hand today. */
export const CLOSING_DAYS = 2
/** A seller this far behind what is due by now asks for attention; less is noise. */
export const BEHIND_SHARE = 0.1

/** In how many days the deal closes, where that is near enough to ask for a hand; null where it is not. */
export function closingIn(expectedCloseOn: Day | null, today: Day): number | null {
  const left = expectedCloseOn === null ? null : daysBetween(today, expectedCloseOn)
  return left !== null && left >= 0 && left <= CLOSING_DAYS ? left : null
}

/** By how much a seller is behind, minor units; null when he is not, or not worth a word. Takes fact and what is due by now. */
export function behindBy(factMinor: number, dueMinor: number | null): number | null {
  if (dueMinor === null || dueMinor <= 0) return null
  const gap = dueMinor - factMinor
  return gap > dueMinor * BEHIND_SHARE ? gap : null
}

/** The most money at stake first; what has no price of its own stands after what has. Equal ones keep their order. */
export function byMoneyAtStake(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => (b.amountMinor ?? -1) - (a.amountMinor ?? -1))
}
