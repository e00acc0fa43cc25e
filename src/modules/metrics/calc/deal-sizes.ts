import { type Currency, minorOf } from '#core/money/currency.ts'

/** Bands of the deal size: half-open, in whole units of the company's currency. */
const bands = [
  { key: 'zero', to: 0 },
  { key: 's', to: 100_000 },
  { key: 'm', to: 500_000 },
  { key: 'l', to: 2_000_000 },
  { key: 'xl', to: 10_000_000 },
  { key: 'xxl', to: null },
] as const

export type DealSize = (typeof bands)[number]['key']
export const dealSizeKeys = bands.map(({ key }) => key) as [DealSize, ...DealSize[]]

/** Where each band but the last ends, in minor units: what has no amount is below the first. */
export function dealSizeBounds(currency: Currency): number[] {
  return bands.flatMap(({ to }) => (to === null ? [] : to === 0 ? 1 : minorOf(to, currency)))
}
