/** How far a line lies below the price list, and who may let it. */
import { WHOLE_BP } from './line-sums.ts'

/** Roles whose limit the settings hold; an owner has none. */
export const LIMITED_ROLES = ['seller', 'head', 'director'] as const
export type LimitedRole = (typeof LIMITED_ROLES)[number]
export type Limits = Record<LimitedRole, number>

/** Until the company says otherwise, in hundredths of a percent. */
export const USUAL_LIMITS: Limits = { seller: 1_000, head: 2_000, director: WHOLE_BP }

export interface Discounted {
  priceMinor: number
  discountBp: number
  /** Null: not in the price list, then only the written discount counts. */
  listPriceMinor: number | null
}

/**
 * What is really taken off the list price, in hundredths of a percent rounded up: a lowered price is a discount too, whichever
 * field it is hidden in. Never below zero.
 */
export function effectiveDiscountBp({ priceMinor, discountBp, listPriceMinor }: Discounted): number {
  if (listPriceMinor === null || listPriceMinor <= 0) return discountBp
  const left = BigInt(priceMinor) * BigInt(WHOLE_BP - discountBp)
  return Math.max(0, WHOLE_BP - Number(left / BigInt(listPriceMinor)))
}

/** How much this role may take off by itself; a role that sells nothing may not. */
export function limitOf(role: string, limits: Limits): number {
  if (role === 'owner') return WHOLE_BP
  return LIMITED_ROLES.some((one) => one === role) ? limits[role as LimitedRole] : 0
}

/** A product's discount that stands in the deal already was allowed once: it is no news. */
export function overLimit<Line extends Discounted & { productId: string | null; productName: string }>(
  lines: readonly Line[],
  standing: readonly Line[],
  limitBp: number,
): { line: Line; discountBp: number }[] {
  const keyOf = (line: Line) => line.productId ?? line.productName
  const allowed = new Map<string, number>()
  for (const line of standing)
    allowed.set(keyOf(line), Math.max(allowed.get(keyOf(line)) ?? 0, effectiveDiscountBp(line)))
  return lines
    .map((line) => ({ line, discountBp: effectiveDiscountBp(line) }))
    .filter(({ line, discountBp }) => discountBp > Math.max(limitBp, allowed.get(keyOf(line)) ?? 0))
}
