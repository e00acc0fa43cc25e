import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { reason } from '#modules/hygiene/contract.ts'

const days = z.int()

const item = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('deal'),
    /** Money at stake: the amount of the deal. */
    amountMinor,
    dealId: id,
    title: z.string(),
    stageName: z.string(),
    ownerName: z.string().nullable(),
    /** It closes in so many days, by its date; null: not these days. */
    closingInDays: days.nullable(),
    /** Rules of hygiene that it breaks, the worst first. */
    reasons: z.array(reason),
  }),
  z.object({
    kind: z.literal('behind'),
    /** Money at stake: by how much sales are behind what is due by now. */
    amountMinor: z.int(),
    personId: id,
    name: z.string(),
    factMinor: z.int(),
    dueMinor: z.int(),
  }),
  z.object({
    kind: z.literal('abandoned'),
    /** Sum of the deals that nobody has touched for `days`. */
    amountMinor: z.int(),
    n: z.int(),
    /** There are more than were counted. */
    hasMore: z.boolean(),
    days,
  }),
  z.object({ kind: z.literal('noPlan'), amountMinor: z.null(), month: z.string(), people: z.array(z.string()) }),
  z.object({ kind: z.literal('unmatchedProducts'), amountMinor: z.null(), names: z.array(z.string()), lines: z.int() }),
])
export type Item = z.infer<typeof item>

const tag = 'home'
const nothing = z.object({})

export const homeContract = {
  attention: endpoint({
    method: 'GET',
    path: '/home/attention',
    summary: 'What needs a hand now, the most money at stake first; each says why',
    tag,
    input: nothing,
    output: z.object({
      items: z.array(item),
      /** There is more than is listed. */
      hasMore: z.boolean(),
    }),
  }),
  abandoned: endpoint({
    method: 'GET',
    path: '/home/abandoned',
    summary: 'Open deals that nobody has touched for long, the largest first',
    tag,
    input: z.object({
      cursor: cursor(z.tuple([z.int(), id])).optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
    }),
    output: pageOf(
      z.object({
        dealId: id,
        title: z.string(),
        stageName: z.string(),
        ownerName: z.string().nullable(),
        amountMinor,
        lastSignAt: instant,
      }),
    ),
  }),
  recent: endpoint({
    method: 'GET',
    path: '/home/recent',
    summary: 'The latest moves of the asker’s own deals',
    tag,
    input: nothing,
    output: z.object({
      rows: z.array(
        z.object({
          dealId: id,
          title: z.string(),
          stageName: z.string(),
          stageColor: z.string(),
          meaning: z.enum(['open', 'won', 'lost']),
          amountMinor,
          at: instant,
        }),
      ),
    }),
  }),
  start: endpoint({
    method: 'GET',
    path: '/home/start',
    summary: 'What the company has already: what to do first',
    tag,
    input: nothing,
    output: z.object({ today: day, hasDeals: z.boolean(), hasSellers: z.boolean(), hasPlan: z.boolean() }),
  }),
}
