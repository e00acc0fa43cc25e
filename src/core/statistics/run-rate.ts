/** Where a period ends by the pace so far. */

/** An 80 % band: one case in ten ends below `low`, one above `high`. Minor units, or pieces. */
export interface Band {
  value: number
  low: number
  high: number
}

export interface Forecast extends Band {
  /** Standard deviation of what is still to come; 0 when nothing is. */
  deviation: number
}

/** Quantile of the normal distribution at 90 %: the band is ± so many deviations. */
const Z_OF_BAND = 1.281_551_565_545
/** Before the third working day a pace is a guess. */
const LEAST_STEPS = 3

/** A stretch of the period that is over: what working time it weighs, what it brought. */
export interface Step {
  weight: number
  amount: number
}

/**
 * Run rate: fact + fact ÷ weight worked × weight left. The scatter of the steps around that pace, s² = Σ (amount − pace × weight)² ÷ weight ÷ (k − 1),
 * gives the variance of what is left: s² × left × (1 + left ÷ worked), the second term being that the pace itself is an estimate
 * (prediction interval of a regression through the origin). Null before three steps that were worked.
 */
export function runRateForecast(steps: readonly Step[], weightLeft: number): Forecast | null {
  const worked = steps.filter(({ weight }) => weight > 0)
  const fact = steps.reduce((sum, { amount }) => sum + amount, 0)
  if (weightLeft === 0) return worked.length === 0 ? null : { value: fact, low: fact, high: fact, deviation: 0 }
  if (worked.length < LEAST_STEPS) return null
  const weight = worked.reduce((sum, step) => sum + step.weight, 0)
  const pace = fact / weight
  const scatter =
    worked.reduce((sum, step) => sum + (step.amount - pace * step.weight) ** 2 / step.weight, 0) / (worked.length - 1)
  const deviation = Math.sqrt(scatter * weightLeft * (1 + weightLeft / weight))
  // Where nothing was ever taken back, what is sold stays sold; elsewhere all of it may go, and not more than that.
  const floor = steps.every(({ amount }) => amount >= 0) ? fact : Math.min(fact, 0)
  return bandOf(fact + pace * weightLeft, deviation, floor)
}

/** Value ± Z deviations, not below the floor; whole units. */
export function bandOf(value: number, deviation: number, floor: number): Forecast {
  const half = Z_OF_BAND * deviation
  return {
    value: Math.round(value),
    low: Math.round(Math.min(value, Math.max(floor, value - half))),
    high: Math.round(value + half),
    deviation,
  }
}
