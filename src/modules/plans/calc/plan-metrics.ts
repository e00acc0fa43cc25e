/** What a plan can be set for, and where each is counted: the totals that hold the fact. */

/** Keys as plans keep them. `revenue` is the metric `sales` of the registry; the others have the names that they have there. */
export const planMetrics = ['revenue', 'won', 'created', 'leads', 'meetings', 'calls'] as const
export type PlanMetric = (typeof planMetrics)[number]

export type PlanUnit = 'money' | 'count'

export interface CountedIn {
  /** Kinds of the totals of days and months; empty: counted from records of their own. */
  kinds: readonly string[]
  of: 'n' | 'money'
}

const declared: Record<PlanMetric, { unit: PlanUnit; counted: CountedIn }> = {
  revenue: { unit: 'money', counted: { kinds: ['booked'], of: 'money' } },
  won: { unit: 'count', counted: { kinds: ['booked'], of: 'n' } },
  created: { unit: 'count', counted: { kinds: ['created'], of: 'n' } },
  leads: { unit: 'count', counted: { kinds: [], of: 'n' } },
  meetings: { unit: 'count', counted: { kinds: ['activity:meeting', 'activity:demo'], of: 'n' } },
  calls: { unit: 'count', counted: { kinds: ['activity:call'], of: 'n' } },
}

/** Minor units of money, or pieces. */
export function unitOf(metric: PlanMetric): PlanUnit {
  return declared[metric].unit
}

/** Which totals hold the fact of the metric. */
export function countedIn(metric: PlanMetric): CountedIn {
  return declared[metric].counted
}

/** Minimum: below it is a failure. Target: the plan. Challenge: above what is expected. */
export const tiers = ['minimum', 'target', 'challenge'] as const
export type Tier = (typeof tiers)[number]

/** By what the plan of a subject may be divided beside months: `all` is the whole. */
export const cuts = ['all', 'productGroup', 'segment', 'territory', 'client'] as const
export type Cut = (typeof cuts)[number]
