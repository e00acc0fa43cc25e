import { z } from 'zod'
import { endpoint, id, instant, line, pageOf, periodKey } from '#core/http/contract.ts'
import { isMonth } from '#core/calendar/month.ts'

/** The five steps of management. */
export const steps = ['plan', 'organise', 'lead', 'control', 'correct'] as const
export const checkCodes = [
  'goalsSet',
  'planSet',
  'planSums',
  'planApproved',
  'normsIssued',
  'headsNamed',
  'substitutesNamed',
  'oneToOnesHeld',
  'planningsHeld',
  'listeningHeld',
  'reviewsHeld',
  'resultsHeld',
  'casesInTime',
  'causesNamed',
  'actionsTaken',
  'effectsChecked',
  'casesClosed',
] as const
/** Good from 95 %, watched from 60 %; `none`: nothing to measure. */
export const checkStates = ['good', 'watch', 'bad', 'none'] as const
export const closeCodes = [
  'ended',
  'inOrder',
  'planSet',
  'staleDeals',
  'overdueTasks',
  'openCases',
  'resultsHeld',
] as const

export const month = z.string().refine(isMonth, { params: { code: 'NOT_A_MONTH' } })
const count = z.int().min(0)
const money = z.int()
const named = z.object({ id, name: z.string() })

const check = z.object({
  code: z.enum(checkCodes),
  step: z.enum(steps),
  state: z.enum(checkStates),
  done: count,
  total: count,
  /** 0…1; null without a base. */
  share: z.number().nullable(),
  /** Where it is put right; null for a reader to whom that page is closed. */
  path: z.string().nullable(),
})
export type Check = z.output<typeof check>

const closeLine = z.object({
  code: z.enum(closeCodes),
  state: z.enum(['good', 'watch', 'bad']),
  count,
  /** Without it the month is not closed. */
  required: z.boolean(),
  path: z.string().nullable(),
})
export type CloseLine = z.output<typeof closeLine>

const closing = z.object({
  month: z.string(),
  state: z.enum(['open', 'closing', 'closed', 'failed', 'reopened']),
  step: z.string(),
  done: count,
  total: count,
  cutOff: instant.nullable(),
  closedAt: instant.nullable(),
  closedBy: named.nullable(),
  note: z.string().nullable(),
  reopenedAt: instant.nullable(),
  reopenedBy: named.nullable(),
  reopenReason: z.string().nullable(),
  checklist: z.array(closeLine),
  may: z.object({ close: z.boolean(), reopen: z.boolean() }),
})
export type Closing = z.output<typeof closing>

const carried = z.object({
  kind: z.enum(['task', 'case', 'ritual', 'absence']),
  id,
  title: z.string(),
  owner: named.nullable(),
  dueOn: z.string().nullable(),
  amountMinor: money.nullable(),
  path: z.string(),
})
export type Carried = z.output<typeof carried>

const share = z.number().min(0).max(1)
const timeShare = z.object({
  month: z.string(),
  person: named,
  /** What the system saw, in minutes; the rest of the day it does not see. */
  seen: z.object({ managing: count, selling: count, motivating: count }),
  lines: z.array(
    z.object({ kind: z.string(), role: z.enum(['managing', 'selling', 'motivating']), n: count, minutes: count }),
  ),
  /** Shares of what was seen; null when nothing was. */
  estimate: z.object({ managing: share, selling: share, motivating: share }).nullable(),
  own: z
    .object({
      managing: share,
      selling: share,
      motivating: share,
      note: z.string().nullable(),
      version: z.int().min(1),
    })
    .nullable(),
  may: z.object({ edit: z.boolean() }),
})
export type TimeShare = z.output<typeof timeShare>

const tag = 'Cycle'

export const cycleContract = {
  board: endpoint({
    method: 'GET',
    path: '/cycle',
    summary: 'Health of the five steps in a month or quarter, what to do next, what is carried over',
    tag,
    input: z.object({ period: periodKey.optional() }),
    output: z.object({
      period: z.object({ key: z.string(), from: z.string(), to: z.string() }),
      today: z.string(),
      steps: z.array(z.object({ step: z.enum(steps), health: z.number().nullable(), checks: z.array(check) })),
      /** Codes in the order of the steps: what is not good yet. */
      next: z.array(z.enum(checkCodes)),
      carried: z.object({ total: count, rows: z.array(carried) }),
      /** Of each month of the period, and of the month before: whether it is closed. */
      months: z.array(closing),
    }),
    errors: { CYCLE_PERIOD: { status: 400 } },
  }),
  closing: endpoint({
    method: 'GET',
    path: '/cycle/{month}',
    summary: 'Whether a month is closed, how far its closing is, what is to be done before',
    tag,
    input: z.object({ month }),
    output: closing,
  }),
  close: endpoint({
    method: 'POST',
    path: '/cycle/{month}/close',
    summary: 'Close a month: its figures are kept as they are known now; goes on in the background',
    tag,
    input: z.object({ month, note: line(500).nullable().optional() }),
    output: closing,
    errors: {
      MONTH_CLOSED: { status: 409 },
      MONTH_CLOSING: { status: 409 },
      MONTH_EMPTY: { status: 422, data: z.object({ month: z.string() }) },
      MONTH_NOT_OVER: { status: 422, data: z.object({ month: z.string() }) },
      MONTH_ORDER: { status: 422, data: z.object({ month: z.string() }) },
    },
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/cycle/{month}/reopen',
    summary: 'Open the last closed month again, with a reason; the owner alone',
    tag,
    input: z.object({ month, reason: line(500) }),
    output: closing,
    errors: {
      MONTH_OPEN: { status: 409 },
      MONTH_LATER_CLOSED: { status: 409, data: z.object({ month: z.string() }) },
      REOPEN_REASON_REQUIRED: { status: 400 },
    },
  }),
  paper: endpoint({
    method: 'GET',
    path: '/cycle/{month}/closing.pdf',
    summary: 'How a month was closed, as a PDF for A4',
    tag,
    input: z.object({ month }),
    output: z.file().mime('application/pdf'),
    errors: { MONTH_OPEN: { status: 409 } },
  }),
  figures: endpoint({
    method: 'GET',
    path: '/cycle/{month}/figures',
    summary: 'Figures of a closed month as they were closed, by person',
    tag,
    input: z.object({ month }),
    output: z.object({
      rows: z.array(
        z.object({
          person: named.nullable(),
          planMinor: money.nullable(),
          factMinor: money,
          /** Of the fact: corrections of earlier months. */
          correctionsMinor: money,
          won: z.int(),
          created: z.int(),
          attainment: z.number().nullable(),
        }),
      ),
      totals: z.object({ planMinor: money.nullable(), factMinor: money, correctionsMinor: money, won: z.int() }),
    }),
  }),
  corrections: endpoint({
    method: 'GET',
    path: '/cycle/{month}/corrections',
    summary: 'What a month takes over from closed ones: bookings learnt of after their month was closed',
    tag,
    input: z.object({ month, limit: z.coerce.number().int().min(1).max(500).default(200) }),
    output: pageOf(
      z.object({
        dealId: id,
        title: z.string().nullable(),
        ownerName: z.string().nullable(),
        /** The day in a closed month. */
        day: z.string(),
        amountMinor: money,
      }),
    ).extend({ amountMinor: money }),
  }),
  timeShare: endpoint({
    method: 'GET',
    path: '/cycle/{month}/time',
    summary: 'How the month of a leader went: managing, selling, motivating',
    tag,
    input: z.object({ month, personId: id.optional() }),
    output: timeShare,
  }),
  setTimeShare: endpoint({
    method: 'PUT',
    path: '/cycle/{month}/time',
    summary: 'Say oneself how the month went; shares sum to 1, `version` 0 for the first time',
    tag,
    input: z.object({
      month,
      managing: share,
      selling: share,
      motivating: share,
      note: line(300).nullable().optional(),
      version: z.int().min(0),
    }),
    output: timeShare,
    errors: { TIME_SHARES_SUM: { status: 400 }, TIME_SHARE_CHANGED: { status: 409 } },
  }),
}
