import { z } from 'zod'
import { amountMinor, id, line } from '#core/http/contract.ts'
import { VAT_MODES, VAT_PERCENTS, WHOLE_BP } from '../calc/line-sums.ts'

/** Null is «без НДС». */
export const vatPercent = z.union(VAT_PERCENTS.map((percent) => z.literal(percent))).nullable()
export const vatMode = z.enum(VAT_MODES)
/** Hundredths of a percent: 1250 is 12.5 %. */
export const discountBp = z.int().min(0).max(WHOLE_BP)

/** A hundred billion roubles: sums of many stay exact. */
const MOST_MINOR = 10_000_000_000_000

/** A line as people write it. */
export const lineInput = z
  .object({
    /** Null: a product that stands in no price list, by its name. */
    productId: id.nullable(),
    productName: line(300).pipe(z.string().min(1)),
    unit: line(30).pipe(z.string().min(1)).default('шт'),
    /** Up to four digits after the point. */
    quantity: z
      .number()
      .positive()
      .max(1_000_000_000)
      .transform((quantity) => Math.round(quantity * 10_000) / 10_000)
      .pipe(z.number().positive()),
    priceMinor: amountMinor.min(0).max(MOST_MINOR),
    discountBp: discountBp.default(0),
    vatPercent: vatPercent.default(null),
  })
  .refine(({ quantity, priceMinor }) => quantity * priceMinor <= MOST_MINOR, {
    path: ['quantity'],
    params: { code: 'AMOUNT_TOO_LARGE' },
  })
export type LineInput = z.output<typeof lineInput>

const sums = {
  netMinor: z.int(),
  vatMinor: z.int(),
  totalMinor: z.int(),
  discountMinor: z.int(),
}

/** A line as it stands, with what it comes to. */
export const dealLine = z.object({
  lineNo: z.int(),
  productId: id.nullable(),
  productName: z.string(),
  unit: z.string(),
  quantity: z.number(),
  priceMinor: z.int(),
  discountBp: z.int(),
  vatPercent,
  /** The price list's price when the line was written. */
  listPriceMinor: z.int().nullable(),
  ...sums,
})
export type PricedDealLine = z.output<typeof dealLine>

export const totals = z.object({
  ...sums,
  vatByRate: z.array(z.object({ percent: z.int(), vatMinor: z.int(), netMinor: z.int() })),
})
