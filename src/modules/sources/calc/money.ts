import { splitExactly } from '#core/money/split.ts'

/**
 * What one of so many cost; null without a base or without spend: a channel that nothing was paid for has no cost of a client, and not a cost of 0.
 * Minor units, rounded half up.
 */
export function costOf(spendMinor: number | null, n: number): number | null {
  return spendMinor === null || spendMinor === 0 || n <= 0 ? null : Math.round(spendMinor / n)
}

/**
 * Months till a client has paid for himself: cost ÷ (his revenue a month × gross margin).
 * @param costMinor minor units @param monthlyMinor revenue of a client a month, minor units @param margin 0…1
 * @returns months, null without one of the three or with a revenue of 0 and below
 */
export function paybackMonths(
  costMinor: number | null,
  monthlyMinor: number | null,
  margin: number | null,
): number | null {
  if (costMinor === null || monthlyMinor === null || margin === null) return null
  const monthly = monthlyMinor * margin
  return monthly > 0 ? costMinor / monthly : null
}

/** What a margin stands on: the cost of the products sold, the margin that the company has set, or each for its part of the sales. */
export const MARGIN_BASES = ['products', 'company', 'both'] as const

export interface Margin {
  /** 0…1, below 0 when sold at a loss; null: neither is known. */
  share: number | null
  basis: (typeof MARGIN_BASES)[number] | null
}

/**
 * Gross margin of what was sold: (sales − cost) ÷ sales. Where the cost of the products is known it is theirs; the rest of the sales has the margin that
 * the company has set. Nothing set: only where the cost of everything is known. Minor units.
 */
export function marginOf(
  { salesMinor, coveredMinor, goodsMinor }: { salesMinor: number; coveredMinor: number; goodsMinor: number },
  usual: number | null,
): Margin {
  const rest = Math.max(0, salesMinor - coveredMinor)
  if (salesMinor <= 0 || coveredMinor <= 0) return { share: usual, basis: usual === null ? null : 'company' }
  // Lines are rounded: half a percent uncovered is all covered.
  const isAll = rest <= salesMinor * 0.005
  if (isAll) return { share: (coveredMinor - goodsMinor) / coveredMinor, basis: 'products' }
  if (usual === null) return { share: null, basis: null }
  return { share: (coveredMinor - goodsMinor + rest * usual) / (coveredMinor + rest), basis: 'both' }
}

/** Lifetime value by churn: margin a month ÷ monthly churn. Nobody has left yet: null, and not infinity. */
export function ltvByChurn(
  monthlyMinor: number | null,
  margin: number | null,
  monthlyChurn: number | null,
): number | null {
  if (monthlyMinor === null || margin === null || monthlyChurn === null || monthlyChurn <= 0) return null
  return Math.round((monthlyMinor * margin) / monthlyChurn)
}

/** Lifetime value of one-off sales: check × orders a year × years × margin. */
export function ltvByYears(
  checkMinor: number | null,
  ordersAYear: number | null,
  years: number,
  margin: number | null,
): number | null {
  if (checkMinor === null || ordersAYear === null || margin === null) return null
  return Math.round(checkMinor * ordersAYear * years * margin)
}

/** (Sales × margin − spend) ÷ spend; null without spend or margin. */
export function roiOf(salesMinor: number, margin: number | null, spendMinor: number | null): number | null {
  if (margin === null || spendMinor === null || spendMinor <= 0) return null
  return (salesMinor * margin - spendMinor) / spendMinor
}

/** Common costs by leads: who brought more work bears more of it. Parts sum exactly; without any leads nobody bears them. */
export function shareCosts(totalMinor: number, leads: readonly number[]): number[] {
  if (leads.every((n) => n <= 0)) return leads.map(() => 0)
  return splitExactly(
    BigInt(totalMinor),
    leads.map((n) => Math.max(0, n)),
  ).map(Number)
}

/** The part of the company's spend that falls on some of its leads. Minor units, rounded half up. */
export function partOfSpend(spendMinor: number, ownLeads: number, allLeads: number): number {
  return allLeads <= 0 ? 0 : Math.round(spendMinor * (Math.min(ownLeads, allLeads) / allLeads))
}

/** The first month of life, from 1, in which the profit of a client covers his cost; null: not yet. */
export function firstPaid(
  points: readonly { month: number; profitMinor: number | null }[],
  costMinor: number | null,
): number | null {
  if (costMinor === null) return null
  return points.find(({ profitMinor }) => profitMinor !== null && profitMinor >= costMinor)?.month ?? null
}
