/** The formula of every metric over the atoms of one cell. Money in minor units; no base gives null, «н/д». */
import { correctedRateOf, ratioOf } from '#core/statistics/rate.ts'
import { attainment, averageCheck, growth } from '#modules/planfact/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import { declarationOf, type MetricKey } from '../calc/declarations.ts'
import type { MetricFigure } from '../calc/question.ts'

const DAY_S = 86_400

interface Plain {
  value: number | null
  n: number
  low?: number | null
  high?: number | null
}

/** Takes a metric and the atoms of a cell; gives its figure, nothing compared yet. */
export function figureOf(key: MetricKey, atoms: Atoms): MetricFigure {
  const { value, n, low = null, high = null } = formulas[key](atoms)
  return { value, n, low, high, small: n < declarationOf(key).minN, compared: null }
}

// A sum over no rows is null in SQL.
const counted = (n: number | null | undefined): Plain => ({ value: n ?? 0, n: n ?? 0 })
const summed = (value: number | null | undefined, n?: number | null): Plain => ({ value: value ?? 0, n: n ?? 0 })
const known = (value: number | null | undefined, n = 0): Plain => ({ value: value ?? null, n })

/** A share of cases with its interval. */
function shareOf(hits = 0, n = 0): Plain {
  const { share, low, high, n: cases } = correctedRateOf(hits, n)
  return { value: share, n: cases, low, high }
}

const inDays = (seconds: number | null | undefined): number | null => (seconds == null ? null : seconds / DAY_S)

const formulas: Record<MetricKey, (atoms: Atoms) => Plain> = {
  sales: (a) => summed(a.bookedMinor, a.bookedN),
  won: (a) => counted(a.bookedN),
  averageCheck: (a) => known(averageCheck(a.bookedMinor ?? 0, a.bookedN ?? 0), a.bookedN),
  medianCheck: (a) => known(a.medianCheckMinor, a.wonDealsN),
  growth: (a) => known(growth(a.bookedMinor ?? 0, a.thenBookedMinor ?? 0), a.bookedN),
  payments: (a) => summed(a.paymentsMinor, a.paymentsN),
  created: (a) => counted(a.createdN),
  lost: (a) => counted(a.closedLostN),
  lostMoney: (a) => summed(a.closedLostMinor, a.closedLostN),
  winRate: (a) => shareOf(a.closedWonN, (a.closedWonN ?? 0) + (a.closedLostN ?? 0)),
  winRateMoney: (a) =>
    known(
      ratioOf(a.closedWonMinor ?? 0, (a.closedWonMinor ?? 0) + (a.closedLostMinor ?? 0)),
      (a.closedWonN ?? 0) + (a.closedLostN ?? 0),
    ),
  cohortConversion: (a) => shareOf(a.cohortWonN, a.cohortN),
  cohortOpen: (a) => shareOf(a.cohortOpenN, a.cohortN),
  periodConversion: (a) => known(ratioOf(a.closedWonN ?? 0, a.createdN ?? 0), a.createdN),
  overallConversion: (a) => shareOf(a.allWonN, a.allN),
  stageConversion: (a) => shareOf(a.nextN, a.reachedN),
  dropOff: (a) => shareOf(a.lostHereN, a.leftHereN),
  dropOffMoney: (a) => known(a.dropOffMoney, a.leftHereN),
  cycleMedian: (a) => known(inDays(a.cycleMedianS), a.wonDealsN),
  cycleMean: (a) => known(inDays(a.cycleMeanS), a.wonDealsN),
  openDeals: (a) => counted(a.openN),
  openPipeline: (a) => summed(a.openMinor, a.openN),
  weightedPipeline: (a) => summed(Math.round(a.weightedMinor ?? 0), a.openN),
  velocity: (a) => ({
    value: velocity({
      deals: a.qualifiedN ?? 0,
      winRate: ratioOf(a.closedWonN ?? 0, (a.closedWonN ?? 0) + (a.closedLostN ?? 0)),
      checkMinor: averageCheck(a.bookedMinor ?? 0, a.bookedN ?? 0),
      cycleDays: inDays(a.cycleMedianS),
    }),
    n: (a.closedWonN ?? 0) + (a.closedLostN ?? 0),
  }),
  plan: (a) => known(a.planMinor),
  attainment: (a) => known(attainment(a.planFactMinor ?? 0, a.planMinor ?? null)),
  due: (a) => known(a.dueMinor),
  paceDeviation: (a) => known(a.deviationMinor),
  runRate: (a) => known(a.runRateMinor),
  requiredRate: (a) => known(a.requiredMinor),
  coverage: (a) => known(coverage(a.expectedMinor ?? 0, a.planMinor ?? null, a.planFactMinor ?? 0)),
  meetings: (a) => counted(a.meetingsN),
  calls: (a) => counted(a.callsN),
  activities: (a) => counted(a.activitiesN),
  leads: (a) => counted(a.leadsN),
  leadToDeal: (a) => shareOf(a.leadsConvertedN, a.leadsDecidedN),
  firstResponse: (a) => known(a.responseMinutes, a.leadsAnsweredN),
  newClients: (a) => counted(a.firstSalesN),
  newClientsSales: (a) => summed(a.newBookedMinor, a.bookedN),
  newClientsShare: (a) =>
    known((a.bookedMinor ?? 0) > 0 ? ratioOf(a.newBookedMinor ?? 0, a.bookedMinor ?? 0) : null, a.bookedN),
  headcount: (a) => known(a.headcount, Math.round(a.headcount ?? 0)),
  turnover: (a) => known(turnover(a.leftN ?? 0, a.headcount ?? 0), Math.round(a.headcount ?? 0)),
  nps: () => known(null),
  csat: () => known(null),
}

/**
 * Sales velocity: open qualified deals × win rate × average check ÷ days of the cycle, minor units a day. Null where a factor has no base
 * or the median cycle is less than a day: such sales are written down when they are done, and what is open is not sold at their speed.
 */
export function velocity(of: {
  deals: number
  winRate: number | null
  checkMinor: number | null
  cycleDays: number | null
}): number | null {
  const { deals, winRate, checkMinor, cycleDays } = of
  if (winRate === null || checkMinor === null || cycleDays === null || cycleDays < 1) return null
  return (deals * winRate * checkMinor) / cycleDays
}

/** Open pipeline that is expected in the period ÷ what is missing to the plan; null without a plan and when it is met. */
export function coverage(expectedMinor: number, planMinor: number | null, factMinor: number): number | null {
  return planMinor !== null && planMinor > factMinor ? expectedMinor / (planMinor - factMinor) : null
}

/** Left in the period ÷ average headcount; null where nobody worked. */
export function turnover(left: number, headcount: number): number | null {
  return headcount > 0 ? left / headcount : null
}
