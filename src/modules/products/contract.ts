import { z } from 'zod'
import { amountMinor, day, done, endpoint, flag, id, instant, line } from '#core/http/contract.ts'
import { filterErrors, filterTree } from '#modules/lists/contract.ts'
import { dealLinesContract } from './contract/deal-lines.ts'
import { discountBp, vatPercent } from './contract/shapes.ts'

export { type DealLines } from './contract/deal-lines.ts'
export { dealLine, type LineInput, type PricedDealLine, totals, vatMode, vatPercent } from './contract/shapes.ts'

const name = line(300).pipe(z.string().min(1))
const group = line(200).nullable()
const unit = line(30).pipe(z.string().min(1))
const code = line(100).nullable()
const priceMinor = amountMinor.min(0).max(10_000_000_000_000)
const count = z.int().min(0)

export const product = z.object({
  id,
  name: z.string(),
  /** Article, SKU. */
  code: z.string().nullable(),
  group: z.string().nullable(),
  unit: z.string(),
  vatPercent,
  /** The price of today. */
  priceMinor: amountMinor.nullable(),
  /** What a unit costs the company itself; null: not said, or not for these eyes. */
  costMinor: amountMinor.nullable(),
  /** The next price that is set already, and its day. */
  next: z.object({ fromOn: z.string(), priceMinor: amountMinor }).nullable(),
  /** Other spellings that mean it. */
  aliases: z.array(z.string()),
  archived: z.boolean(),
  version: z.int(),
})
export type Product = z.output<typeof product>

const unmatched = z.object({
  name: z.string(),
  /** Lines of deals that the reader sees. */
  lines: count,
  /** The product that is probably meant. */
  proposal: z.object({ id, name: z.string() }).nullable(),
})
export type UnmatchedProduct = z.output<typeof unmatched>

const price = z.object({
  fromOn: z.string(),
  priceMinor: amountMinor,
  setBy: z.object({ id, name: z.string() }).nullable(),
  setAt: instant,
})
export type ProductPrice = z.output<typeof price>

export const productFields = z.object({
  name,
  code: code.optional(),
  group: group.optional(),
  unit: unit.optional(),
  vatPercent: vatPercent.optional(),
  priceMinor: priceMinor.nullable().optional(),
  /** What a unit costs the company itself, in its currency. */
  costMinor: priceMinor.nullable().optional(),
})

const pastedRow = z.object({
  line: z.int(),
  name,
  priceMinor: priceMinor.nullable(),
  group: line(200).optional(),
  unit: unit.optional(),
  code: line(100).optional(),
  vatPercent: vatPercent.optional(),
})
export type PastedRow = z.output<typeof pastedRow>

/** What a list or a file of products is asked for by. */
export const productQuestion = z.object({
  /** Part of the name, of another spelling, of the article or of the group: of a file. */
  text: line(200).optional(),
  /** Those of the archive as well: of a file. */
  archive: flag.optional(),
  /** Conditions put together with «and» and «or», by the fields of calc/list-fields.ts. */
  where: filterTree.optional(),
})
export type ProductQuestion = z.output<typeof productQuestion>

const limits = z.object({ seller: discountBp, head: discountBp, director: discountBp })

const tag = 'Products'
const exists = {
  PRODUCT_EXISTS: { status: 409 },
  PRODUCT_CODE_TAKEN: { status: 409, data: z.object({ name: z.string() }) },
} as const

export const productsContract = {
  list: endpoint({
    method: 'GET',
    path: '/products',
    summary: 'The price list with other spellings, and the names in deals that nobody has matched',
    tag,
    input: productQuestion.pick({ where: true }),
    output: z.object({
      products: z.array(product),
      unmatched: z.array(unmatched),
      may: z.object({ edit: z.boolean(), setLimits: z.boolean() }),
    }),
    errors: filterErrors,
  }),
  add: endpoint({
    method: 'POST',
    path: '/products',
    summary: 'Add a product; lines of deals with this name become its own',
    tag,
    input: productFields,
    output: z.object({ id, lines: count }),
    errors: exists,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/products/{id}',
    summary: 'Change a product, or put it into the archive; its prices have an address of their own',
    tag,
    input: productFields
      .omit({ priceMinor: true })
      .partial()
      .extend({ id, version: z.int(), archived: z.boolean().optional() }),
    output: z.object({ id, version: z.int() }),
    errors: { ...exists, PRODUCT_CHANGED: { status: 409, data: z.object({ version: z.int() }) } },
  }),
  prices: endpoint({
    method: 'GET',
    path: '/products/{id}/prices',
    summary: 'All prices of a product, the latest first',
    tag,
    input: z.object({ id }),
    output: z.object({ prices: z.array(price) }),
  }),
  setPrice: endpoint({
    method: 'PUT',
    path: '/products/{id}/prices/{fromOn}',
    summary: 'Set the price that holds from a day on',
    tag,
    input: z.object({ id, fromOn: day, priceMinor }),
    output: z.object({ prices: z.array(price) }),
  }),
  dropPrice: endpoint({
    method: 'DELETE',
    path: '/products/{id}/prices/{fromOn}',
    summary: 'Take a price of the future back; a price that has held stays',
    tag,
    input: z.object({ id, fromOn: day }),
    output: z.object({ prices: z.array(price) }),
    errors: { PRICE_HAS_HELD: { status: 409 } },
  }),
  paste: endpoint({
    method: 'POST',
    path: '/products/price-list',
    summary:
      'Take over a price list: new products are made, prices hold from the given day; `dryRun` only says what would be',
    tag,
    input: z.object({
      fromOn: day,
      rows: z.array(pastedRow).min(1).max(5_000),
      dryRun: z.boolean(),
    }),
    output: z.object({
      made: count,
      changed: count,
      same: count,
      lines: z.array(
        z.object({
          line: z.int(),
          name: z.string(),
          action: z.enum(['made', 'changed', 'same']),
          beforeMinor: amountMinor.nullable(),
          afterMinor: amountMinor.nullable(),
        }),
      ),
    }),
    errors: exists,
  }),
  match: endpoint({
    method: 'POST',
    path: '/product-aliases',
    summary: 'Say that a spelling means a product: lines of deals with it become its own, now and in later imports',
    tag,
    input: z.object({ alias: name, productId: id }),
    output: z.object({ lines: count }),
  }),
  unmatch: endpoint({
    method: 'DELETE',
    path: '/product-aliases',
    summary: 'Take a spelling back: lines with it are unmatched again',
    tag,
    input: z.object({ alias: name, productId: id }),
    output: done,
  }),
  discountLimits: endpoint({
    method: 'GET',
    path: '/discount-limits',
    summary: 'How far below the price list each role may go by itself, hundredths of a percent',
    tag,
    input: z.object({}),
    output: z.object({ limits, may: z.object({ edit: z.boolean() }) }),
  }),
  setDiscountLimits: endpoint({
    method: 'PUT',
    path: '/discount-limits',
    summary: 'Set the limits of discounts',
    tag,
    input: z.object({ limits }),
    output: z.object({ limits }),
    errors: { LIMITS_UPSIDE_DOWN: { status: 400 } },
  }),
  ...dealLinesContract,
}
