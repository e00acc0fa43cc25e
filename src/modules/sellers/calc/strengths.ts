import { type Rate, rateOf } from '#core/statistics/rate.ts'
import { twoProportions } from '#core/statistics/two-proportions.ts'

/** What a seller and the others did of one kind: hits of n. */
export interface Hits {
  hits: number
  n: number
}

export interface Area {
  /** Null: all closed deals, won or lost. */
  stageId: string | null
  own: Hits
  /** The other sellers together; null: fewer than five of them. */
  others: Hits | null
  /** What one more hit brings, minor units; null: nobody knows. */
  hitMinor: number | null
}

/** 'chance': the difference may be one; 'few': too few cases to say; 'hidden': nobody to compare with. */
export type Verdict = 'strength' | 'leak' | 'chance' | 'few' | 'hidden'

export interface Compared {
  stageId: string | null
  own: Rate
  others: Rate | null
  /** Own share less that of the others. */
  difference: number | null
  /** What the difference has brought or cost: difference × own cases × worth of a hit; null without one of them. */
  effectMinor: number | null
  verdict: Verdict
}

/**
 * Where a seller is better or worse than the others beyond chance: a two-proportion test at 5 % with at least 20 cases of his own. The money is
 * (own share − others' share) × his cases × what one more hit brings. Strengths and leaks come first, the dearest ahead; each area is counted alone,
 * the sums of areas are not to be added up.
 */
export function strengthsOf(areas: readonly Area[]): Compared[] {
  return areas
    .map(compared)
    .toSorted((one, two) => rank(one) - rank(two) || Math.abs(two.effectMinor ?? 0) - Math.abs(one.effectMinor ?? 0))
}

function compared({ stageId, own, others, hitMinor }: Area): Compared {
  const rate = rateOf(own.hits, own.n)
  if (!others || others.n === 0)
    return { stageId, own: rate, others: null, difference: null, effectMinor: null, verdict: 'hidden' }
  const { difference, beyondChance } = twoProportions(others, own)
  const effectMinor = difference === null || hitMinor === null ? null : Math.round(difference * own.n * hitMinor)
  const verdict =
    rate.small || difference === null ? 'few' : !beyondChance ? 'chance' : difference > 0 ? 'strength' : 'leak'
  return { stageId, own: rate, others: rateOf(others.hits, others.n), difference, effectMinor, verdict }
}

const ORDER: readonly Verdict[] = ['leak', 'strength', 'chance', 'few', 'hidden']
const rank = ({ verdict }: Compared) => ORDER.indexOf(verdict)

/** The others of a whole in which the seller himself is counted. Null where nothing is left. */
export function othersOf(whole: Hits, own: Hits): Hits | null {
  const n = whole.n - own.n
  const hits = Math.min(n, Math.max(0, whole.hits - own.hits))
  return n > 0 ? { hits, n } : null
}
