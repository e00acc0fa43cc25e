import { z } from 'zod'
import { day, endpoint, flag, id, instant, listOf, pageOf, periodKey, reckonedDay } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { planMetrics } from '#modules/plans/contract.ts'
import { paceStates } from './calc/pace-state.ts'

const tag = 'План/факт'

/** With what the fact may be compared: the period before, the same period of last year. */
export const comparison = z.enum(['previous', 'lastYear'])

/** 'team': all whom the reader sees, where he does not see the company; 'nobody': deals without an owner. */
export const level = z.enum(['company', 'team', 'department', 'person', 'nobody'])

const money = z.int()
const moneyOrNull = money.nullable()
const shareOrNull = z.number().nullable()
const span = z.object({ key: z.string(), from: reckonedDay, to: reckonedDay })
const workingDays = z.object({ total: z.int(), elapsed: z.int(), left: z.int() })
const compared = z.object({ factMinor: money, won: z.int(), growth: shareOrNull })

/** 80 % of cases end inside. */
const band = z.object({ value: z.number(), low: z.number(), high: z.number() })
const forecast = band.extend({
  basis: z.enum(['runRate', 'pipeline']),
  /** Of the plan being met. */
  probability: shareOrNull,
  runRate: band.nullable(),
  /** Open deals that are expected in the period, by own history of their stages. */
  pipeline: band.nullable(),
})
const metric = z.enum(planMetrics)
const thresholds = z.object({
  /** Fact ÷ due, in hundredths of a percent: below is behind, and far behind. */
  watchBp: z.int().min(1).max(20_000),
  alarmBp: z.int().min(0).max(20_000),
  /** A probability below is called unlikely. */
  unlikelyBp: z.int().min(0).max(10_000),
  version: z.int().min(0),
})

const row = z.object({
  level,
  subjectId: id,
  parentId: id.nullable(),
  name: z.string(),
  depth: z.int(),
  hiredOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  workingDays,
  planMinor: moneyOrNull,
  /** The plan as it was approved last; null: nothing was. */
  approvedMinor: moneyOrNull,
  minimumMinor: moneyOrNull,
  challengeMinor: moneyOrNull,
  /** Of the plan: set for this line and given to nobody below; negative: more was given. */
  undistributedMinor: moneyOrNull,
  /** Months of the period without a plan. */
  monthsWithoutPlan: z.int(),
  factMinor: money,
  /** Deals won less deals taken back. */
  won: z.int(),
  attainment: shareOrNull,
  dueMinor: moneyOrNull,
  dueShare: shareOrNull,
  deviationMinor: moneyOrNull,
  state: z.enum(paceStates).nullable(),
  runRateMinor: moneyOrNull,
  requiredPerDayMinor: moneyOrNull,
  averageCheckMinor: moneyOrNull,
  /** Only when it was asked for. */
  forecast: forecast.nullable(),
  previous: compared.nullable(),
  lastYear: compared.nullable(),
})

export type PlanFactRow = z.infer<typeof row>

const table = z.object({
  period: span,
  today: day,
  /** Of what the plan is: money in minor units, or pieces. */
  metric,
  unit: z.enum(['money', 'count']),
  thresholds,
  workingDays,
  /** Months whose plan was approved with other working days than the calendar has now: their days are kept as approved. */
  calendarChanged: z.array(z.string()),
  /** With what the fact is compared: as many days as have begun; null before the period and where it was not asked for. */
  previous: span.nullable(),
  lastYear: span.nullable(),
  rows: z.array(row),
})

export const figure = z.enum([
  'plan',
  'fact',
  'won',
  'attainment',
  'due',
  'deviation',
  'runRate',
  'forecast',
  'probability',
  'requiredPerDay',
  'averageCheck',
  'previous',
  'lastYear',
])
const unit = z.enum(['money', 'share', 'count'])

const about = {
  period: periodKey,
  metric: metric.default('revenue'),
  level: level.default('company'),
  subjectId: id.optional(),
}

const booking = z.object({
  dealId: id,
  seq: z.int(),
  /** Null: the deal is another team's by now. */
  title: z.string().nullable(),
  clientName: z.string().nullable(),
  ownerName: z.string().nullable(),
  at: instant,
  day,
  /** A win, a won deal that was reopened, a change of the amount after the win. */
  /** late: a closed month is corrected by it, here in the open one. */
  kind: z.enum(['win', 'return', 'correction', 'late']),
  amountMinor: money,
})

export const planfactContract = {
  table: endpoint({
    method: 'GET',
    path: '/plan-fact',
    summary: 'Plan, fact, pace and what is missing, by company, department and seller, for any period',
    tag,
    /** A comparison costs as much as the period itself: only those asked for are made. */
    input: z.object({
      period: periodKey,
      metric: metric.default('revenue'),
      compare: listOf(comparison).default([]),
      forecast: flag.default(false),
    }),
    output: table,
  }),
  course: endpoint({
    method: 'GET',
    path: '/plan-fact/course',
    summary: 'Fact growing day by day beside what was due, for one line of plan/fact',
    tag,
    input: z.object(about),
    output: z.object({
      name: z.string(),
      forecast: forecast.nullable(),
      days: z.array(
        z.object({
          day,
          factMinor: moneyOrNull,
          dueMinor: moneyOrNull,
          /** What was due by the approved plan. */
          approvedMinor: moneyOrNull,
          lastYearMinor: moneyOrNull,
          /** By the pace, from today on. */
          forecast: band.nullable(),
        }),
      ),
    }),
  }),
  setThresholds: endpoint({
    method: 'PUT',
    path: '/plan-fact/thresholds',
    summary: 'Set from when on a line is behind, far behind, and a plan unlikely',
    tag,
    input: thresholds.refine(({ watchBp, alarmBp }) => alarmBp <= watchBp, { params: { code: 'THRESHOLDS_REVERSED' } }),
    output: thresholds,
    errors: { THRESHOLDS_CHANGED: { status: 409 } },
  }),
  figure: endpoint({
    method: 'GET',
    path: '/plan-fact/figure',
    summary: 'One figure opened: its formula with the numbers filled in and its parts',
    tag,
    input: z.object({ ...about, figure }),
    output: z.object({
      name: z.string(),
      title: z.string(),
      period: span,
      value: z.number().nullable(),
      unit,
      formula: z.string(),
      /** The formula with numbers; null where there is no figure. */
      filled: z.string().nullable(),
      /** Why there is no figure. */
      why: z.string().nullable(),
      parts: z.array(z.object({ label: z.string(), value: z.number().nullable(), unit })),
      /** Whether the bookings of `bookings` are what the figure is made of. */
      hasBookings: z.boolean(),
    }),
  }),
  bookings: endpoint({
    method: 'GET',
    path: '/plan-fact/bookings',
    summary: 'The records behind the fact: wins, returns and corrections of won amounts, newest first',
    tag,
    input: z.object({
      ...about,
      cursor: cursor(z.tuple([z.iso.date(), z.number(), id, z.int()])).optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
    }),
    output: pageOf(booking),
  }),
}
