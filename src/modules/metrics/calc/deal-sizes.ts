/** Bands of the deal size: half-open, in minor units of the company's currency. */
export const dealSizes = [
  { key: 'zero', from: null, to: 1 },
  { key: 's', from: 1, to: 10_000_000 },
  { key: 'm', from: 10_000_000, to: 50_000_000 },
  { key: 'l', from: 50_000_000, to: 200_000_000 },
  { key: 'xl', from: 200_000_000, to: 1_000_000_000 },
  { key: 'xxl', from: 1_000_000_000, to: null },
] as const

export type DealSize = (typeof dealSizes)[number]['key']
export const dealSizeKeys = dealSizes.map(({ key }) => key) as [DealSize, ...DealSize[]]
