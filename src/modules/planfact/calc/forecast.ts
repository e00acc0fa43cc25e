/** Where a period ends: by the pace so far, and by the open deals; each with a band, and the probability of the plan that follows from it. */

import { bandOf, type Forecast } from '#core/statistics/run-rate.ts'

export { type Band, type Forecast, runRateForecast, type Step } from '#core/statistics/run-rate.ts'

/** How deals that reached a stage ended. */
export interface StageChance {
  /** Share of the deals that reached the stage and were won. */
  share: number
  /** Deals that it comes from. */
  n: number
}

/** Open deals of one stage that are expected to close in the period. */
export interface OpenDeals {
  stageId: string
  n: number
  amount: number
  /** Sum of the squares of their amounts. */
  squares: number
}

/**
 * Fact + Σ amount × p(stage). Each deal is won or not: variance Σ amount² × p × (1 − p); and p comes from n deals: (Σ amount)² × p × (1 − p) ÷ n.
 * Deals of a stage without history promise nothing. Null where there is neither a fact nor an open deal that promises something.
 */
export function pipelineForecast(
  fact: number,
  open: readonly OpenDeals[],
  chances: ReadonlyMap<string, StageChance>,
): Forecast | null {
  let [value, variance, promising] = [fact, 0, 0]
  for (const { stageId, n, amount, squares } of open) {
    const chance = chances.get(stageId)
    if (!chance || chance.n === 0) continue
    const doubt = chance.share * (1 - chance.share)
    value += amount * chance.share
    variance += squares * doubt + (amount ** 2 * doubt) / chance.n
    promising += n
  }
  if (promising === 0 && fact === 0) return null
  return bandOf(value, Math.sqrt(variance), fact)
}

/** Probability that the period ends at the plan or above, by the normal distribution of the forecast; what is certain is 0 or 1. */
export function planProbability(forecast: Forecast | null, plan: number | null): number | null {
  if (!forecast || !plan) return null
  if (forecast.deviation === 0) return forecast.value >= plan ? 1 : 0
  return normalShare((forecast.value - plan) / forecast.deviation)
}

export interface Outcome {
  pipelineId: string
  /** The furthest stage that these deals had reached. */
  stageId: string
  kind: 'closed_won' | 'closed_lost'
  n: number
}

/**
 * p(stage): of the deals that closed and had reached the stage, the share of the won. A win has reached every stage of its pipeline; a loss the stage
 * of its furthest position and those before it.
 */
export function stageChances(
  stages: readonly { id: string; pipelineId: string; position: number }[],
  outcomes: readonly Outcome[],
): Map<string, StageChance> {
  const positions = new Map(stages.map(({ id, position }) => [id, position]))
  return new Map(
    stages.map(({ id, pipelineId, position }) => {
      const own = outcomes.filter((one) => one.pipelineId === pipelineId)
      const won = counted(own.filter(({ kind }) => kind === 'closed_won'))
      const lost = counted(
        own.filter(({ kind, stageId }) => kind === 'closed_lost' && (positions.get(stageId) ?? -1) >= position),
      )
      const n = Math.max(0, won) + Math.max(0, lost)
      return [id, { share: n === 0 ? 0 : Math.max(0, won) / n, n }]
    }),
  )
}

function counted(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((all, { n }) => all + n, 0)
}

/** Share of the normal distribution below z: Abramowitz and Stegun 7.1.26, error below 1.5·10⁻⁷. */
function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.327_591_1 * x)
  const polynomial =
    t * (0.254_829_592 + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))))
  const tail = (polynomial * Math.exp(-x * x)) / 2
  return z >= 0 ? 1 - tail : tail
}
