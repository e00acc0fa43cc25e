import { rateOf } from '#core/statistics/rate.ts'
import { costOf, ltvByChurn, ltvByYears, marginOf, paybackMonths, roiOf } from './money.ts'

/** What is known of a source or of a month before anything is divided. Money in minor units. */
export interface Gathered {
  key: string | null
  leads: number
  open: number
  won: number
  /** Of the chosen pipeline, with a known history: all, and those that came to each stage, in the order of the stages. */
  known: number
  reached: readonly number[]
  /** Of these, won. */
  wonKnown: number
  wonInPeriod: number
  salesMinor: number
  /** Of these sales, those of products of which the cost is known, and that cost. */
  coveredMinor: number
  goodsMinor: number
  newClients: number
  /** Null: nothing recorded, or not for these eyes. */
  spendMinor: number | null
  costsMinor: number | null
  /** Clients of the last twelve months: how many months they have been clients in all, their orders and money. */
  clientMonths: number
  orders: number
  revenueMinor: number
  /** Clients lost, and months at risk, of all clients. */
  lost: number
  monthsAtRisk: number
}

export interface Terms {
  margin: number | null
  years: number
  stageIds: readonly string[]
}

/** The line of a table. The same function serves a source, a month and the total, so that none can be reckoned otherwise. */
export function sourceLine(of: Gathered, { margin: usual, years, stageIds }: Terms) {
  const { share: margin, basis } = marginOf(of, usual)
  const { leads, won, spendMinor, newClients, clientMonths, orders, revenueMinor } = of
  const loaded = spendMinor === null && of.costsMinor === null ? null : (spendMinor ?? 0) + (of.costsMinor ?? 0)
  // Deals whose stages nobody knows bear their part of the spend and come to no stage.
  const spendOfKnown = spendMinor === null || leads === 0 ? null : spendMinor * Math.min(1, of.known / leads)
  const cacPaidMinor = costOf(spendMinor, newClients)
  const cacLoadedMinor = costOf(loaded, newClients)
  const monthlyRevenueMinor = clientMonths > 0 ? Math.round(revenueMinor / clientMonths) : null
  const monthlyChurn = of.monthsAtRisk > 0 && of.lost > 0 ? of.lost / of.monthsAtRisk : null
  const check = orders > 0 ? revenueMinor / orders : null
  const ordersAYear = clientMonths > 0 ? (orders / clientMonths) * 12 : null
  return {
    key: of.key,
    leads,
    open: of.open,
    won,
    conversion: rateOf(won, leads),
    stages: stageIds.map((stageId, index) => {
      const reached = of.reached[index] ?? 0
      return { stageId, reached, costMinor: costOf(spendOfKnown, reached) }
    }),
    sale: { reached: of.wonKnown, costMinor: costOf(spendOfKnown, of.wonKnown) },
    wonInPeriod: of.wonInPeriod,
    salesMinor: of.salesMinor,
    newClients,
    spendMinor,
    costsMinor: of.costsMinor,
    leadCostMinor: costOf(spendMinor, leads),
    cacPaidMinor,
    cacLoadedMinor,
    averageCheckMinor: of.wonInPeriod > 0 ? Math.round(of.salesMinor / of.wonInPeriod) : null,
    margin,
    marginBasis: basis,
    coveredMinor: of.coveredMinor,
    goodsMinor: of.goodsMinor,
    roi: roiOf(of.salesMinor, margin, spendMinor),
    paybackMonths: paybackMonths(cacPaidMinor, monthlyRevenueMinor, margin),
    monthlyRevenueMinor,
    ltvByChurnMinor: ltvByChurn(monthlyRevenueMinor, margin, monthlyChurn),
    ltvByYearsMinor: ltvByYears(check, ordersAYear, years, margin),
    monthlyChurn,
  }
}

/** How many stages in use a deal has come to that came to this stage and no further, by the stage: archived ones count by their place. In order. */
export function stagesPassed(stages: readonly { id: string; archived: boolean }[]): Map<string, number> {
  let passed = 0
  return new Map(stages.map(({ id, archived }) => [id, archived ? passed : (passed += 1)]))
}

/** Sums of lines: what the total is reckoned from. */
export function together(lines: readonly Gathered[], stages: number): Gathered {
  const sum = (pick: (line: Gathered) => number) => lines.reduce((all, line) => all + pick(line), 0)
  const sumOrNull = (pick: (line: Gathered) => number | null) => {
    const known = lines.flatMap((line) => pick(line) ?? [])
    return known.length === 0 ? null : known.reduce((all, one) => all + one, 0)
  }
  return {
    key: null,
    leads: sum(({ leads }) => leads),
    open: sum(({ open }) => open),
    won: sum(({ won }) => won),
    known: sum(({ known }) => known),
    reached: Array.from({ length: stages }, (_, index) => sum(({ reached }) => reached[index] ?? 0)),
    wonKnown: sum(({ wonKnown }) => wonKnown),
    wonInPeriod: sum(({ wonInPeriod }) => wonInPeriod),
    salesMinor: sum(({ salesMinor }) => salesMinor),
    coveredMinor: sum(({ coveredMinor }) => coveredMinor),
    goodsMinor: sum(({ goodsMinor }) => goodsMinor),
    newClients: sum(({ newClients }) => newClients),
    spendMinor: sumOrNull(({ spendMinor }) => spendMinor),
    costsMinor: sumOrNull(({ costsMinor }) => costsMinor),
    clientMonths: sum(({ clientMonths }) => clientMonths),
    orders: sum(({ orders }) => orders),
    revenueMinor: sum(({ revenueMinor }) => revenueMinor),
    lost: sum(({ lost }) => lost),
    monthsAtRisk: sum(({ monthsAtRisk }) => monthsAtRisk),
  }
}
