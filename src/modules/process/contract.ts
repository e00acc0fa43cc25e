import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { funnelFilters, rate } from '#modules/funnel/contract.ts'

const sum = z.object({ n: z.int(), amountMinor: z.int() })
const seconds = z.number().nullable()

/** A place of the map: a stage, the beginning, or the step into another pipeline. */
const place = z.union([id, z.enum(['start', 'moved'])])

const filters = funnelFilters

const node = z.object({
  place,
  name: z.string(),
  meaning: z.enum(['start', 'open', 'won', 'lost', 'other']),
  /** Deals that were here, each once; and visits, returns counted again. */
  deals: z.int(),
  visits: z.int(),
  amountMinor: z.int(),
})

const edge = z.object({
  from: place,
  to: place,
  /** How often deals went this way, and how many deals did. */
  times: z.int(),
  deals: z.int(),
  amountMinor: z.int(),
  /** How long they had been where they left; null: nobody knows. Within 4 %. */
  medianSeconds: seconds,
  kind: z.enum(['forward', 'skip', 'return', 'reopen', 'lost', 'won', 'moved', 'start']),
})

/** Made of the contents of the way. */
const variantId = z.guid()

const variant = z.object({
  id: variantId,
  /** Places in order until the end, which is no part of the variant. */
  places: z.array(place),
  n: z.int(),
  share: z.number(),
  amountMinor: z.int(),
  winRate: rate,
  /** From creation to the end, of the deals that have ended. */
  medianSeconds: seconds,
  returns: z.int(),
  skips: z.int(),
})

const tag = 'process'
const errors = { NO_PIPELINE: { status: 404 } } as const

export const processContract = {
  map: endpoint({
    method: 'GET',
    path: '/process',
    summary: 'The real ways of the deals created in the period: places and the moves between them, with money and time',
    tag,
    input: filters.extend({
      /** The most frequent moves are drawn, so many of them. */
      edges: z.int().min(1).max(200).default(20),
      variants: z.int().min(1).max(200).default(20),
    }),
    output: z.object({
      period: z.object({ key: z.string(), start: day, end: day }),
      pipeline: z.object({ id, name: z.string() }),
      deals: sum,
      /** Of how many deals the way is known: those without a stage history are not here. */
      withoutHistory: z.int(),
      waiting: z.int(),
      /** Whether the reader may take the log out as a file. */
      mayExport: z.boolean(),
      nodes: z.array(node),
      edges: z.array(edge),
      /** All there are, drawn or not. */
      edgesInAll: z.int(),
      /** Share of all moves that the edges show. */
      coverage: z.number().nullable(),
      variants: z.array(variant),
      variantsInAll: z.int(),
      /** Deals that followed the pipeline stage by stage, went back, jumped, came back after their end. */
      straight: rate,
      withReturns: rate,
      withSkips: rate,
      reopened: rate,
    }),
    errors,
  }),
  deals: endpoint({
    method: 'GET',
    path: '/process/deals',
    summary: 'The deals of a variant or of a move, newest first',
    tag,
    input: filters.extend({
      variant: variantId.optional(),
      from: place.optional(),
      to: place.optional(),
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageOf(
      z.object({
        dealId: id,
        title: z.string().nullable(),
        ownerName: z.string().nullable(),
        stageName: z.string().nullable(),
        outcome: z.enum(['open', 'won', 'lost', 'moved']),
        amountMinor,
        createdAt: instant,
        seconds,
      }),
    ),
    errors,
  }),
}
