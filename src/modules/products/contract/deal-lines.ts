import { z } from 'zod'
import { endpoint, id, instant, line } from '#core/http/contract.ts'
import { dealLine, lineInput, totals, vatMode } from './shapes.ts'

const named = z.object({ id, name: z.string() })
const note = line(2_000)
const version = z.int().min(1)

const request = z.object({
  id,
  /** The largest discount of a line below the price list, hundredths of a percent. */
  discountBp: z.int(),
  note: z.string().nullable(),
  askedBy: named.nullable(),
  askedAt: instant,
  lines: z.array(dealLine),
  vatMode,
  totals,
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
})

export const dealLines = z.object({
  dealId: id,
  /** Of the lines; a save says which it knows. */
  version,
  vatMode,
  currency: z.string(),
  lines: z.array(dealLine),
  totals,
  /** The deal's own amount, and its version for taking the sum over. */
  amountMinor: z.int(),
  dealVersion: version,
  /** How far the reader may go below the price list by himself. */
  limitBp: z.int(),
  /** A discount that waits for an answer. */
  request: request.nullable(),
  may: z.object({ edit: z.boolean() }),
})
export type DealLines = z.output<typeof dealLines>

const tag = 'Deals'
const byDeal = z.object({ dealId: id })

const errors = {
  LINES_CHANGED: { status: 409, data: z.object({ version }) },
  PRODUCTS_MISSING: { status: 400, data: z.object({ names: z.string() }) },
} as const

export const dealLinesContract = {
  dealLines: endpoint({
    method: 'GET',
    path: '/deals/{dealId}/lines',
    summary: 'Lines of a deal with their sums, VAT and discounts',
    tag,
    input: byDeal,
    output: dealLines,
  }),
  saveDealLines: endpoint({
    method: 'PUT',
    path: '/deals/{dealId}/lines',
    summary: 'Put these lines in the place of all; a discount above one’s limit is refused, or asked for with `ask`',
    tag,
    input: byDeal.extend({
      version,
      vatMode,
      lines: z.array(lineInput).max(300),
      /** Present: what is above the limit is asked for and nothing is written until somebody agrees. */
      ask: z.object({ note: note.optional() }).optional(),
    }),
    output: dealLines.extend({ asked: z.boolean() }),
    errors: {
      ...errors,
      DISCOUNT_OVER_LIMIT: {
        status: 409,
        data: z.object({ limitBp: z.int(), discountBp: z.int(), names: z.string() }),
      },
    },
  }),
  dealLineHistory: endpoint({
    method: 'GET',
    path: '/deals/{dealId}/lines/history',
    summary: 'Who changed the lines of a deal and how, newest first',
    tag,
    input: byDeal,
    output: z.object({
      entries: z.array(
        z.object({
          version,
          at: instant,
          by: named.nullable(),
          beforeMinor: z.int(),
          afterMinor: z.int(),
          changes: z.array(
            z.object({
              kind: z.enum(['added', 'removed', 'changed']),
              name: z.string(),
              /** Of a changed line: quantity, price, discount, VAT that differ. */
              fields: z.array(
                z.object({
                  field: z.enum(['quantity', 'priceMinor', 'discountBp', 'vatPercent', 'unit']),
                  from: z.union([z.number(), z.string()]).nullable(),
                  to: z.union([z.number(), z.string()]).nullable(),
                }),
              ),
            }),
          ),
        }),
      ),
    }),
  }),
  decideDiscount: endpoint({
    method: 'POST',
    path: '/deals/{dealId}/discount-requests/{id}/decision',
    summary: 'Allow a discount (its lines are written) or refuse it',
    tag,
    input: byDeal.extend({ id, allow: z.boolean(), note: note.optional() }),
    output: dealLines,
    errors: {
      ...errors,
      DISCOUNT_DECIDED: { status: 409 },
      DISCOUNT_ABOVE_YOURS: { status: 403, data: z.object({ limitBp: z.int() }) },
    },
  }),
  withdrawDiscount: endpoint({
    method: 'POST',
    path: '/deals/{dealId}/discount-requests/{id}/withdraw',
    summary: 'Take back a question about a discount that one has asked',
    tag,
    input: byDeal.extend({ id }),
    output: dealLines,
    errors: { DISCOUNT_DECIDED: { status: 409 } },
  }),
}
