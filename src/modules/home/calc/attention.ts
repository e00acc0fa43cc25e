import { type Day, daysBetween } from '#core/calendar/day.ts'
import type { Item, Reason } from '../contract.ts'

/** After so many days without activity and moves a deal counts as silent. */
export const SILENT_DAYS = 14
/** After so many days without a sign a deal is abandoned: no work for today, but a decision to make. */
export const ABANDONED_DAYS = 90
/** Deals whose close date lies this near ask for a hand today. */
export const CLOSING_DAYS = 2
/** A seller this far behind what is due by now asks for attention; less is noise. */
export const BEHIND_SHARE = 0.1

const DAY_MS = 86_400_000

export interface DealAtWork {
  expectedCloseOn: Day | null
  stageEnteredAt: Date
  /** The latest of creation, move and done activity. */
  lastSignAt: Date
  /** Nine of ten leave this stage within so many seconds; null: too few to say. */
  usualSeconds: number | null
}

/** Why the deal asks for a hand, the strongest reason first; none where it does not. */
export function reasonsFor(deal: DealAtWork, today: Day, now: Date): Reason[] {
  const { expectedCloseOn, usualSeconds } = deal
  const reasons: Reason[] = []
  const left = expectedCloseOn === null ? null : daysBetween(today, expectedCloseOn)
  if (left !== null && left < 0) reasons.push({ code: 'overdue', days: -left })
  if (left !== null && left >= 0 && left <= CLOSING_DAYS) reasons.push({ code: 'closing', days: left })
  const onStage = now.getTime() - deal.stageEnteredAt.getTime()
  if (usualSeconds !== null && onStage > usualSeconds * 1000) {
    reasons.push({
      code: 'stuck',
      days: Math.floor(onStage / DAY_MS),
      usualDays: Math.max(1, Math.round((usualSeconds * 1000) / DAY_MS)),
    })
  }
  const silent = Math.floor((now.getTime() - deal.lastSignAt.getTime()) / DAY_MS)
  if (silent >= SILENT_DAYS) reasons.push({ code: 'silent', days: silent })
  return reasons
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
