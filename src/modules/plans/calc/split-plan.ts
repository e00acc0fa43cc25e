/** Dividing a plan between those who work for it. */
import { splitExactly } from '#core/money/split.ts'

/**
 * Takes an amount, weights (not negative) and a rounding step in minor units; gives parts that sum to the amount exactly.
 * Parts are whole steps; what is less than a step goes to the first of the largest parts.
 */
export function splitPlan(amountMinor: number, weights: readonly number[], stepMinor = 1): number[] {
  const steps = Math.floor(amountMinor / stepMinor)
  const parts = splitExactly(BigInt(steps), weights).map((part) => Number(part) * stepMinor)
  const rest = amountMinor - steps * stepMinor
  const largest = parts.indexOf(Math.max(...parts))
  return parts.map((part, index) => (index === largest ? part + rest : part))
}

export interface Share {
  /** Working days of the month that the person is there. */
  workingDays: number
  /** What he brought over the comparison year; null for those who were not there. */
  lastYearMinor: number | null
}

/**
 * Weights by last year's sales: a person's sales, less what he misses of the month. A newcomer counts as the average of those who sold,
 * a loss as nothing. Nobody sold anything: by working days.
 */
export function weightsByLastYear(shares: readonly Share[]): number[] {
  const sold = shares.map((share) => share.lastYearMinor).filter((minor) => minor !== null && minor > 0) as number[]
  if (sold.length === 0) return weightsByWorkingDays(shares)
  const average = Math.round(sold.reduce((sum, minor) => sum + minor, 0) / sold.length)
  return shares.map(({ workingDays, lastYearMinor }) => Math.max(0, lastYearMinor ?? average) * workingDays)
}

/** Equal shares, less for those who miss a part of the month. */
export function weightsByWorkingDays(shares: readonly Share[]): number[] {
  return shares.map((share) => share.workingDays)
}
