/**
 * How much of a seller's own figure to believe when there are few cases of it (empirical Bayes). His figure is mixed with the team's:
 * (own cases + strength × team's figure) ÷ (own number + strength). The strength is how many cases the team's figure counts for; it is estimated from
 * how much sellers differ beyond chance: they hardly differ → strong, they differ much → weak. Formulas and golden cases: docs/metrics.md.
 */
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import { wilsonInterval } from '#core/statistics/wilson.ts'

/** A figure of one seller as it goes into the decomposition. */
export interface Estimate {
  /** Mixed of his own and the team's; null: nobody has a base for it. */
  value: number | null
  /** Cases of his own behind it. */
  n: number
  own: number | null
  team: number | null
  /** 95 % interval of the mixed figure. */
  low: number | null
  high: number | null
  /** Variance of the logarithm of the mixed figure: parts of a product add theirs up. */
  spread: number
}

/** Successes of so many cases. */
export interface Cases {
  successes: number
  n: number
}

const Z_95 = 1.96
/** Bounds of an estimated strength: below, a single case would decide; above, a seller would never be himself. */
const WEAKEST = 4
const STRONGEST = 400
/** Sellers to compare; below, their difference says nothing and the strength is that of a small sample. */
const SELLERS = 3

const nothing: Estimate = { value: null, n: 0, own: null, team: null, low: null, high: null, spread: 0 }

/**
 * Takes the cases of all sellers; gives the strength of the team's share by the intraclass correlation ρ of analysis of variance:
 * strength = (1 − ρ) ÷ ρ (method of moments of the beta-binomial, Fleiss 1981, ch. 8).
 */
export function strengthOfShares(all: readonly Cases[]): number {
  const sellers = all.filter(({ n }) => n > 0)
  const total = sum(sellers, ({ n }) => n)
  const successes = sum(sellers, (one) => one.successes)
  const k = sellers.length
  if (k < SELLERS || total <= k) return SMALL_SAMPLE
  const ownSquares = sum(sellers, (one) => one.successes ** 2 / one.n)
  const between = (ownSquares - successes ** 2 / total) / (k - 1)
  const within = (successes - ownSquares) / (total - k)
  const size = (total - sum(sellers, ({ n }) => n ** 2) / total) / (k - 1)
  const spread = between + (size - 1) * within
  const correlation = spread > 0 ? (between - within) / spread : 0
  return correlation <= 0 ? STRONGEST : clamped((1 - correlation) / correlation)
}

/** The seller's share mixed with the team's: (x + s·m) ÷ (n + s); its interval is Wilson's of as many mixed cases. Null without a base. */
export function mixedShare(own: Cases, team: Cases, strength: number): Estimate {
  const ownShare = own.n > 0 ? own.successes / own.n : null
  if (team.n === 0) return { ...nothing, n: own.n, own: ownShare }
  const teamShare = team.successes / team.n
  const n = own.n + strength
  const successes = own.successes + strength * teamShare
  const value = successes / n
  const interval = wilsonInterval(Math.min(successes, n), n)
  return {
    value,
    n: own.n,
    own: ownShare,
    team: teamShare,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    // Delta method: var(ln p) = (1 − p) ÷ (p · n).
    spread: value > 0 ? (1 - value) / (value * n) : 0,
  }
}

/** Amounts of one seller: how many, their sum, the sum of their squares. */
export interface Amounts {
  n: number
  sum: number
  squares: number
}

/** Bühlmann's credibility of a mean: strength = variance within sellers ÷ variance between them; and the variance within. */
export function strengthOfMeans(all: readonly Amounts[]): { strength: number; within: number } {
  const sellers = all.filter(({ n }) => n > 0)
  const total = sum(sellers, ({ n }) => n)
  const money = sum(sellers, (one) => one.sum)
  const k = sellers.length
  if (total === 0) return { strength: SMALL_SAMPLE, within: 0 }
  const ownSquares = sum(sellers, (one) => one.sum ** 2 / one.n)
  const squares = sum(sellers, (one) => one.squares)
  const within = total > k ? Math.max(0, squares - ownSquares) / (total - k) : 0
  if (k < SELLERS || total <= k) return { strength: SMALL_SAMPLE, within }
  const size = total - sum(sellers, ({ n }) => n ** 2) / total
  const between = (ownSquares - money ** 2 / total - (k - 1) * within) / size
  return { strength: between > 0 ? clamped(within / between) : STRONGEST, within }
}

/** The seller's mean mixed with the team's: (Σ + K·m) ÷ (n + K), interval by the standard error of as many amounts. Null without a base. */
export function mixedMean(
  own: Amounts,
  team: Amounts,
  { strength, within }: { strength: number; within: number },
): Estimate {
  const ownMean = own.n > 0 ? own.sum / own.n : null
  if (team.n <= 0 || team.sum <= 0) return { ...nothing, n: own.n, own: ownMean }
  const teamMean = team.sum / team.n
  const n = own.n + strength
  const value = (own.sum + strength * teamMean) / n
  return { ...around(value, within / n / value ** 2), n: own.n, own: ownMean, team: teamMean }
}

/** Contacts per deal mixed with the team's (gamma–Poisson), the team counting for as many deals as make a small sample. */
export function mixedRate(own: { count: number; n: number }, team: { count: number; n: number }): Estimate {
  const ownRate = own.n > 0 ? own.count / own.n : null
  if (team.n === 0) return { ...nothing, n: own.n, own: ownRate }
  const teamRate = team.count / team.n
  const count = own.count + SMALL_SAMPLE * teamRate
  const value = count / (own.n + SMALL_SAMPLE)
  return { ...around(value, count > 0 ? 1 / count : 0), n: own.n, own: ownRate, team: teamRate }
}

/** A figure above zero with the interval that its relative variance gives. */
export function around(value: number, spread: number): Pick<Estimate, 'value' | 'low' | 'high' | 'spread'> {
  const factor = Math.exp(Z_95 * Math.sqrt(spread))
  return { value, low: value / factor, high: value * factor, spread }
}

function clamped(strength: number): number {
  return Math.min(STRONGEST, Math.max(WEAKEST, strength))
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
