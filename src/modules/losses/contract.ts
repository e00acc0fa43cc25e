import { z } from 'zod'
import { amountMinor, day, done, endpoint, id, instant, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { funnelFilters, rate } from '#modules/funnel/contract.ts'

const sum = z.object({ n: z.int(), amountMinor: z.int() })
/** Null: deals without one. */
const by = sum.extend({ id: id.nullable(), name: z.string().nullable(), share: z.number().nullable() })

/** Absent pipeline: all of them. */
const filters = funnelFilters

const tag = 'losses'

export const lossesContract = {
  view: endpoint({
    method: 'GET',
    path: '/losses',
    summary: 'Deals lost in the period: why, on which stage, with whom, from which source, over time',
    tag,
    input: filters,
    output: z.object({
      period: z.object({ key: z.string(), start: day, end: day }),
      lost: sum,
      won: sum,
      winRate: rate,
      winRateByMoney: z.number().nullable(),
      reasons: z.array(by),
      stages: z.array(by),
      sellers: z.array(by),
      sources: z.array(by),
      /** Which reason on which stage. */
      cells: z.array(sum.extend({ reasonId: id.nullable(), stageId: id.nullable() })),
      step: z.enum(['day', 'week', 'month']),
      overTime: z.array(sum.extend({ day, reasonId: id.nullable() })),
    }),
  }),
  competitors: endpoint({
    method: 'GET',
    path: '/losses/competitors',
    summary: 'Won and lost against each competitor among the deals closed in the period',
    tag,
    input: filters,
    output: z.object({
      rows: z.array(z.object({ id, name: z.string(), won: sum, lost: sum, winRate: rate })),
      /** Closed deals of which no competitor is known. */
      unknown: z.object({ won: sum, lost: sum, winRate: rate }),
    }),
  }),
  deals: endpoint({
    method: 'GET',
    path: '/losses/deals',
    summary: 'The deals behind a figure, newest first',
    tag,
    input: filters.extend({
      outcome: z.enum(['lost', 'won']).default('lost'),
      /** 'none': deals without one. */
      reason: z.union([id, z.literal('none')]).optional(),
      stage: z.union([id, z.literal('none')]).optional(),
      seller: z.union([id, z.literal('none')]).optional(),
      source: z.union([id, z.literal('none')]).optional(),
      competitor: z.union([id, z.literal('none')]).optional(),
      /** Narrower than the filter's period: a point of the chart. */
      within: periodKey.optional(),
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageOf(
      z.object({
        dealId: id,
        /** Null: handed to a team that the asker does not see. */
        title: z.string().nullable(),
        ownerName: z.string().nullable(),
        stageName: z.string().nullable(),
        reasonName: z.string().nullable(),
        competitorNames: z.string().nullable(),
        amountMinor,
        closedAt: instant,
      }),
    ),
  }),
  rivals: endpoint({
    method: 'GET',
    path: '/losses/rivals/{dealId}',
    summary: 'Competitors of a deal, and all that can be named',
    tag,
    input: z.object({ dealId: id }),
    output: z.object({
      competitorIds: z.array(id),
      choices: z.array(z.object({ id, name: z.string(), archived: z.boolean() })),
    }),
  }),
  setRivals: endpoint({
    method: 'PUT',
    path: '/losses/rivals/{dealId}',
    summary: 'Say with whom a deal competes',
    tag,
    input: z.object({ dealId: id, competitorIds: z.array(id).max(20) }),
    output: done,
    errors: { COMPETITOR_UNKNOWN: { status: 400 } },
  }),
}
