/** What the lines of a deal or an invoice come to: each line is rounded to the kopeck once, sums are sums of lines, as in 1С. */
import { decimal, divideRounded } from '#core/money/decimal.ts'
import { fromWire, toWire } from '#core/money/money.ts'

/** Rates of VAT that a line may have; null is «без НДС». */
export const VAT_PERCENTS = [0, 5, 7, 10, 20, 22] as const
export type VatPercent = (typeof VAT_PERCENTS)[number]

/** Whether prices hold the VAT already or it comes on top of them. */
export const VAT_MODES = ['included', 'on_top'] as const
export type VatMode = (typeof VAT_MODES)[number]

/** Everything: a discount of 10000 hundredths of a percent makes a gift. */
export const WHOLE_BP = 10_000

export interface PricedLine {
  /** At most four digits after the point. */
  quantity: number
  priceMinor: number
  /** Hundredths of a percent off the price. */
  discountBp: number
  vatPercent: number | null
}

export interface LineSum {
  /** Without the VAT. */
  netMinor: number
  vatMinor: number
  /** What the client pays: net + VAT, to the kopeck. */
  totalMinor: number
  /** What the discount takes off, in prices as they are written. */
  discountMinor: number
}

/** Quantity × price less the discount, rounded half away from zero; the VAT of it, rounded once more. */
export function lineSum({ quantity, priceMinor, discountBp, vatPercent }: PricedLine, mode: VatMode): LineSum {
  const { digits, scale } = decimal(quantity)
  const price = fromWire(priceMinor)
  const one = 10n ** BigInt(scale)
  const written = divideRounded(digits * price * BigInt(WHOLE_BP - discountBp), one * BigInt(WHOLE_BP))
  const whole = divideRounded(digits * price, one)
  const rate = BigInt(vatPercent ?? 0)
  const vat = mode === 'included' ? divideRounded(written * rate, 100n + rate) : divideRounded(written * rate, 100n)
  const total = mode === 'included' ? written : written + vat
  return {
    netMinor: toWire(total - vat),
    vatMinor: toWire(vat),
    totalMinor: toWire(total),
    discountMinor: toWire(whole - written),
  }
}

export interface LinesSum extends LineSum {
  /** The VAT by its rate, the highest first; lines without VAT have none. */
  vatByRate: { percent: number; vatMinor: number; netMinor: number }[]
}

/** The sums of all lines: every figure is the sum of the lines' own. */
export function linesSum(lines: readonly PricedLine[], mode: VatMode): LinesSum {
  const sum: LineSum = { netMinor: 0, vatMinor: 0, totalMinor: 0, discountMinor: 0 }
  const byRate = new Map<number, { vatMinor: number; netMinor: number }>()
  for (const line of lines) {
    const own = lineSum(line, mode)
    sum.netMinor += own.netMinor
    sum.vatMinor += own.vatMinor
    sum.totalMinor += own.totalMinor
    sum.discountMinor += own.discountMinor
    if (line.vatPercent === null) continue
    const rate = byRate.get(line.vatPercent) ?? { vatMinor: 0, netMinor: 0 }
    byRate.set(line.vatPercent, {
      vatMinor: rate.vatMinor + own.vatMinor,
      netMinor: rate.netMinor + own.netMinor,
    })
  }
  const vatByRate = [...byRate].map(([percent, sums]) => ({ percent, ...sums }))
  return { ...sum, vatByRate: vatByRate.toSorted((a, b) => b.percent - a.percent) }
}
