import { z } from 'zod'
import { id } from '#core/http/contract.ts'

/** A share 0…1 with its sample and Wilson interval; `small`: too few cases to compare or to rank. */
export const rate = z.object({
  share: z.number().nullable(),
  n: z.int(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  small: z.boolean(),
})

/** Deals and their money. A sum may pass what one amount may be. */
export const sum = z.object({ n: z.int(), amountMinor: z.int() })

export const leak = z.object({
  stageId: id,
  gone: z.int(),
  passed: z.int(),
  share: z.number().nullable(),
  /** Drawn towards the company's share, the more the fewer deals there are. */
  shrunk: z.number().nullable(),
  /** What a quarter of the sellers reach or exceed; null: fewer than five have five deals that left the stage. */
  best: z.number().nullable(),
  peers: z.int(),
  moreDeals: z.number().nullable(),
  moneyMinor: z.int().nullable(),
  small: z.boolean(),
})

export const compared = z.object({
  /** Null: the whole way from creation to win. */
  stageId: id.nullable(),
  first: rate,
  second: rate,
  /** Second less first, −1…1, with its 95 % interval. */
  difference: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  p: z.number().nullable(),
  beyondChance: z.boolean(),
  test: z.enum(['z', 'fisher']).nullable(),
})

export const group = z.object({ period: z.string(), created: sum, won: sum, lost: sum, open: sum })
