/** A change of a figure taken apart into drivers whose parts sum to it exactly. */
import { driverSplit, wholeParts } from '#core/statistics/driver-split.ts'
import type { Atoms } from './atoms.ts'
import type { MetricKey } from './declarations.ts'

export interface Driver {
  key: string
  before: number | null
  after: number | null
  /** Of the change, in the unit of the figure. */
  part: number
}

/** A figure as a sum over records ÷ a count of them; without the lower one it is the sum itself. */
interface Fraction {
  above: (atoms: Atoms) => number
  below?: (atoms: Atoms) => number
}

const sum = (atom: keyof Atoms): Fraction => ({ above: (a) => a[atom] ?? 0 })
const ratio = (above: keyof Atoms, below: (a: Atoms) => number): Fraction => ({ above: (a) => a[above] ?? 0, below })
const DAY_S = 86_400
const closedN = (a: Atoms) => (a.closedWonN ?? 0) + (a.closedLostN ?? 0)

/** Figures that are sums over records, or one sum over another: a part of the records has a part of the change. */
const fractions: Partial<Record<MetricKey, Fraction>> = {
  sales: sum('bookedMinor'),
  won: sum('bookedN'),
  payments: sum('paymentsMinor'),
  created: sum('createdN'),
  lost: sum('closedLostN'),
  lostMoney: sum('closedLostMinor'),
  meetings: sum('meetingsN'),
  calls: sum('callsN'),
  activities: sum('activitiesN'),
  leads: sum('leadsN'),
  newClients: sum('firstSalesN'),
  newClientsSales: sum('newBookedMinor'),
  averageCheck: ratio('bookedMinor', (a) => a.bookedN ?? 0),
  winRate: ratio('closedWonN', closedN),
  winRateMoney: ratio('closedWonMinor', (a) => (a.closedWonMinor ?? 0) + (a.closedLostMinor ?? 0)),
  cohortConversion: ratio('cohortWonN', (a) => a.cohortN ?? 0),
  periodConversion: ratio('closedWonN', (a) => a.createdN ?? 0),
  leadToDeal: ratio('leadsConvertedN', (a) => a.leadsDecidedN ?? 0),
  cohortOpen: ratio('cohortOpenN', (a) => a.cohortN ?? 0),
  plan: sum('planMinor'),
  due: sum('dueMinor'),
  paceDeviation: sum('deviationMinor'),
  attainment: ratio('planFactMinor', (a) => a.planMinor ?? 0),
  headcount: sum('headcount'),
  turnover: ratio('leftN', (a) => a.headcount ?? 0),
  // A mean is a sum over deals ÷ their number; a median is not.
  cycleMean: {
    above: (a) => ((a.cycleMeanS ?? 0) * (a.wonDealsN ?? 0)) / DAY_S,
    below: (a) => a.wonDealsN ?? 0,
  },
  newClientsShare: ratio('newBookedMinor', (a) => a.bookedMinor ?? 0),
}

export function canBeExplained(metric: MetricKey): boolean {
  return metric in fractions
}

/** Why a figure has no exact parts, and what to look at instead. */
export type NoParts = 'median' | 'now' | 'stage' | 'made' | 'nothing'

/** Takes a metric that cannot be explained. */
export function whyNoParts(metric: MetricKey): NoParts {
  switch (metric) {
    case 'medianCheck':
    case 'cycleMedian':
    case 'firstResponse':
      return 'median'
    case 'openDeals':
    case 'openPipeline':
    case 'weightedPipeline':
    case 'velocity':
    case 'overallConversion':
      return 'now'
    case 'stageConversion':
    case 'dropOff':
    case 'dropOffMoney':
      return 'stage'
    case 'nps':
    case 'csat':
      return 'nothing'
    default:
      return 'made'
  }
}

/** Which metrics are also a product of factors. */
export function hasFactors(metric: MetricKey): boolean {
  return metric === 'sales' || metric === 'won'
}

/**
 * Sales = new deals × sales for each new deal × average check; parts by Shapley, exact in minor units. Sales of a period belong to deals of
 * other periods too: the second factor is a ratio of two flows and may exceed 1.
 */
export function factorDrivers(metric: MetricKey, before: Atoms, after: Atoms): Driver[] {
  const factors = (a: Atoms) => [
    { key: 'created', value: a.createdN ?? 0 },
    { key: 'conversion', value: a.createdN ? (a.bookedN ?? 0) / a.createdN : null },
    ...(metric === 'sales' ? [{ key: 'check', value: a.bookedN ? (a.bookedMinor ?? 0) / a.bookedN : null }] : []),
  ]
  const [was, is] = [factors(before), factors(after)]
  const { parts } = driverSplit(was, is)
  return parts.map(({ key, part }) => ({
    key,
    part,
    before: was.find((factor) => factor.key === key)?.value ?? null,
    after: is.find((factor) => factor.key === key)?.value ?? null,
  }))
}

/**
 * What each part of the records (a seller, a source) adds to the change. Of a sum: its own change. Of a ratio: half of what comes from its own
 * ratio and from its weight, against the middle of the whole, so that the parts sum to the change whichever is taken first.
 */
export function partDrivers(
  metric: MetricKey,
  parts: readonly { key: string; before: Atoms; after: Atoms }[],
  whole: { before: Atoms; after: Atoms },
): Driver[] {
  const fraction = fractions[metric]
  if (!fraction) return []
  const { above, below } = fraction
  if (!below)
    return parts.map(({ key, before, after }) => ({
      key,
      before: above(before),
      after: above(after),
      part: above(after) - above(before),
    }))
  const rate = (a: Atoms) => (below(a) === 0 ? null : above(a) / below(a))
  const [was, is] = [rate(whole.before), rate(whole.after)]
  if (was === null || is === null) return []
  const middle = (was + is) / 2
  const exact = parts.map(({ key, before, after }) => {
    const [rateWas, rateIs] = [rate(before), rate(after)]
    const [weightWas, weightIs] = [below(before) / below(whole.before), below(after) / below(whole.after)]
    // A part without records on one side has no ratio there: only its weight has changed.
    const [from, to] = [rateWas ?? rateIs ?? middle, rateIs ?? rateWas ?? middle]
    const part = ((weightWas + weightIs) / 2) * (to - from) + (weightIs - weightWas) * ((from + to) / 2 - middle)
    return { key, before: rateWas, after: rateIs, part }
  })
  if (metric !== 'averageCheck') return exact
  const rounded = wholeParts(
    exact.map(({ part }) => part),
    Math.round(is) - Math.round(was),
  )
  return exact.map((driver, place) => ({ ...driver, part: rounded[place] ?? 0 }))
}
