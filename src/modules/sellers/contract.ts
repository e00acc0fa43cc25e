import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { rate } from '#modules/funnel/contract.ts'

/** Absent: every pipeline, every source. */
const filters = z.object({
  period: periodKey,
  pipelineId: id.optional(),
  sourceIds: listOf(id).optional(),
})

/** 'team': all whom the reader sees, where he does not see the company; 'nobody': deals without an owner. */
export const level = z.enum(['company', 'team', 'department', 'person', 'nobody'])

const count = z.int()
const money = z.int()

const row = z.object({
  level,
  subjectId: id,
  parentId: id.nullable(),
  name: z.string(),
  depth: count,
  hiredOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  /** Deals that came in the period, by whoever had them first. */
  created: count,
  /** Deals won less deals taken back, as in plan/fact. */
  won: count,
  lost: count,
  salesMinor: money,
  /** Won of the closed, by close date. */
  winRate: rate,
  averageCheckMinor: money.nullable(),
  /** Open deals now. */
  open: z.object({ n: count, amountMinor: money }),
})

const medians = z.object({
  subjectId: id,
  /** Deals won in the period. */
  n: count,
  checkMinor: z.number().nullable(),
  cycleSeconds: z.number().nullable(),
  /** Won without an amount: counted, and worth a look. */
  withoutAmount: count,
  small: z.boolean(),
})

export const figure = z.enum(['created', 'won', 'lost', 'open', 'sales'])

const record = z.object({
  dealId: id,
  /** Null: the deal has been handed to a team that the asker does not see. */
  title: z.string().nullable(),
  ownerName: z.string().nullable(),
  at: instant,
  amountMinor: amountMinor.nullable(),
  /** For sales: a win, a win taken back, a change of the amount after the win. */
  kind: z.enum(['win', 'return', 'correction', 'late']).nullable(),
})

const compared = z.object({
  /** Null: all closed deals, won or lost. */
  stageId: id.nullable(),
  own: rate,
  others: rate.nullable(),
  difference: z.number().nullable(),
  /** What the difference has brought (or cost, below zero) over the window. */
  effectMinor: money.nullable(),
  verdict: z.enum(['strength', 'leak', 'chance', 'few', 'hidden']),
})

const profileFigure = z.object({
  key: z.string(),
  unit: z.enum(['money', 'count', 'share', 'days', 'minutes', 'moneyPerDay', 'ratio']),
  direction: z.enum(['up', 'down', 'band']),
  value: z.number().nullable(),
  n: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  small: z.boolean(),
  /** The median of the company's sellers; null: it has none, or fewer than five of them. */
  peers: z.number().nullable(),
  better: z.boolean().nullable(),
})

const profile = z.object({
  person: z.object({
    id,
    name: z.string(),
    role: z.string(),
    departmentName: z.string().nullable(),
    hiredOn: z.string().nullable(),
    leftOn: z.string().nullable(),
  }),
  period: z.object({ key: z.string(), start: day, end: day }),
  /** The twelve months over which strengths, clients and the course are told. */
  window: z.object({ start: day, end: day }),
  peers: count,
  figures: z.array(profileFigure),
  strengths: z.array(compared),
  stageNames: z.array(z.object({ id, name: z.string() })),
  clients: z.object({
    salesMinor: money,
    n: count,
    top: z.object({ id: id.nullable(), name: z.string().nullable(), salesMinor: money, share: z.number() }).nullable(),
  }),
  load: z.object({ tasksOpen: count, tasksOverdue: count, withoutStep: count, workedDays: count }),
  months: z.array(
    z.object({
      month: z.string(),
      salesMinor: z.number(),
      planMinor: z.number().nullable(),
      won: z.number(),
      averageCheckMinor: z.number().nullable(),
      winRate: z.number().nullable(),
      closed: z.number(),
      small: z.boolean(),
      meetings: z.number(),
    }),
  ),
})

const tag = 'sellers'

export const sellersContract = {
  table: endpoint({
    method: 'GET',
    path: '/sellers',
    summary: 'What each seller did in a period, with sums by department and company',
    tag,
    input: filters,
    output: z.object({ period: z.object({ key: z.string(), start: day, end: day }), rows: z.array(row) }),
  }),
  medians: endpoint({
    method: 'GET',
    path: '/sellers/medians',
    summary: 'Median check and median cycle of the deals won in a period, for the same lines',
    tag,
    input: filters,
    output: z.object({ rows: z.array(medians) }),
  }),
  profile: endpoint({
    method: 'GET',
    path: '/sellers/{personId}/profile',
    summary: 'One seller beside his colleagues: figures, strengths and leaks, clients, load, course',
    tag,
    input: z.object({ personId: id, period: periodKey }),
    output: profile,
  }),
  deals: endpoint({
    method: 'GET',
    path: '/sellers/deals',
    summary: 'The deals behind a figure of the table, newest first',
    tag,
    input: filters.extend({
      figure,
      level: level.default('company'),
      subjectId: id.optional(),
      cursor: cursor(z.tuple([instant, id, z.int()])).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageOf(record),
  }),
}
