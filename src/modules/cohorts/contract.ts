import { z } from 'zod'
import { endpoint, flag, id, listOf } from '#core/http/contract.ts'
import { rate } from '#modules/funnel/contract.ts'

export const monthKey = z.string().refine((key) => /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(key), {
  params: { code: 'NOT_A_MONTH' },
})

const filters = z.object({
  /** The last month of creation or of first purchase; the running one when absent. */
  until: monthKey.optional(),
  /** How many months of beginnings. */
  months: z.coerce.number().int().min(1).max(36).default(12),
  pipelineId: id.optional(),
  sourceIds: listOf(id).optional(),
  sellerIds: listOf(id).optional(),
  /** With the departments below them. */
  departmentIds: listOf(id).optional(),
})

/** 'month': a line for each month of beginning. The others put all months together, a line for each source, seller or department. */
export const cuts = ['month', 'source', 'seller', 'department'] as const
export type CohortCut = (typeof cuts)[number]

/** Lines of all months together. */
export const lineCuts = ['source', 'seller', 'department'] as const

const question = filters.extend({ cut: z.enum(cuts).default('month') })

const leadCell = z.object({
  /** Months from the creation. */
  age: z.int(),
  /** Of the leads that are old enough: how many were won by then, and its share. */
  won: z.int(),
  conversion: rate,
  /** Money of these wins. */
  wonMinor: z.int(),
  /** The age is over for all of them; what is not may still grow. */
  mature: z.boolean(),
})

const leadLine = z.object({
  /** Month, or id of the source, seller, department; null: none. */
  key: z.string().nullable(),
  label: z.string().nullable(),
  leads: z.int(),
  open: z.int(),
  won: z.int(),
  wonMinor: z.int(),
  /** Won so far, of all: the funnel's conversion of the cohort. */
  conversion: rate,
  /** Still open, of all: how unripe it is. */
  unripe: z.number().nullable(),
  cells: z.array(leadCell),
})

const buyerCell = z.object({
  age: z.int(),
  /** Clients who bought in that month of their life, and their share. */
  active: z.int(),
  retention: rate,
  orders: z.int(),
  /** In that month, and till then. */
  revenueMinor: z.int(),
  cumulativeMinor: z.int(),
  mature: z.boolean(),
})

const buyerLine = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  clients: z.int(),
  revenueMinor: z.int(),
  cells: z.array(buyerCell),
})

const answer = <Line extends z.ZodType>(line: Line) =>
  // The first beginnings may lie before the months that people may type.
  z.object({ from: z.string(), until: monthKey, cut: z.enum(cuts), total: line, rows: z.array(line) })

const record = z.object({
  id,
  kind: z.enum(['deal', 'company']),
  label: z.string(),
  detail: z.string().nullable(),
  day: z.string(),
  amountMinor: z.int(),
})

const tag = 'Cohorts'

export const cohortsContract = {
  leads: endpoint({
    method: 'GET',
    path: '/cohorts/leads',
    summary: 'Leads by month of creation: how many were won by each age, and for how much',
    tag,
    input: question,
    output: answer(leadLine),
  }),
  buyers: endpoint({
    method: 'GET',
    path: '/cohorts/buyers',
    summary: 'Clients by month of first purchase: who came back at each age, and with how much money',
    tag,
    input: question.omit({ pipelineId: true }),
    output: answer(buyerLine),
  }),
  behind: endpoint({
    method: 'GET',
    path: '/cohorts/behind',
    summary: 'The deals or clients behind a cell',
    tag,
    input: filters.extend({
      of: z.enum(['leads', 'buyers']),
      /** The month of beginning; absent: all of them. */
      month: monthKey.optional(),
      /** Only the line of this cut with that key; without a key: of what has no source, seller or department. Absent: all lines. */
      line: z.enum(lineCuts).optional(),
      key: id.optional(),
      /** Leads: won till this age, of the months that have reached it. Buyers: bought at this age. Absent: all. */
      age: z.coerce.number().int().min(0).max(400).optional(),
      /** Of leads: only those that are won, at whatever age. */
      won: flag.optional(),
      /** Of leads: only those that are open. */
      open: flag.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({ rows: z.array(record), total: z.object({ n: z.int(), amountMinor: z.int() }) }),
  }),
}
