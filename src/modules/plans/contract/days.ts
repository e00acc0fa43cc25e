import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, line } from '#core/http/contract.ts'
import { metric, month, tier, unit, version } from './shapes.ts'

const tag = 'План продаж'

const dayOfPlan = z.object({
  day: z.string(),
  /** Share of the month, in percent of an even working day; 0: nobody works. */
  weight: z.number(),
  /** What it weighs as computed: by calendar and season. Proportions alone. */
  computed: z.number(),
  amountMinor: z.number(),
  /** Set by hand, as a day or within a week. */
  byHand: z.boolean(),
})

/** A day, or a week as far as it lies in the month: both days included. */
const partOfMonth = z.object({ fromOn: z.string(), toOn: z.string(), amountMinor: z.number() })

const daysOfPlan = z.object({
  name: z.string(),
  unit,
  planMinor: z.number().nullable(),
  /** With what is not distributed they sum to the plan of the month exactly. */
  days: z.array(dayOfPlan),
  /** What no day takes: all days are set by hand and are less than the plan. It falls due with the end of the month. */
  undistributedMinor: z.number(),
  /** The weeks and days that were set by hand for this very subject. */
  parts: z.array(partOfMonth),
  /** Whose plan by days it goes by, where it is not its own; null: its own, or computed. */
  from: z.string().nullable(),
  /** 0: nobody has set one. */
  version,
  /** The last one first. */
  history: z.array(
    z.object({
      version: z.int(),
      at: instant,
      by: z.string().nullable(),
      reason: z.string(),
      parts: z.int().min(0),
    }),
  ),
  /** The days are those of an approved plan and the calendar has changed since. */
  calendarChanged: z.boolean(),
  /** Whether days weigh differently by the season of the metric. */
  seasoned: z.boolean(),
  may: z.object({ edit: z.boolean() }),
})
export type DaysOfPlan = z.output<typeof daysOfPlan>

export const days = endpoint({
  method: 'GET',
  path: '/plans/days',
  summary: 'A month of the plan by working days and weeks, for one subject',
  tag,
  input: z.object({ month, metric: metric.default('revenue'), tier: tier.default('target'), subjectId: id }),
  output: daysOfPlan,
})

export const setDays = endpoint({
  method: 'PUT',
  path: '/plans/days',
  summary: 'Set weeks and days of a month by hand, the rest goes by its weights; without parts all is computed again',
  tag,
  input: z.object({
    month,
    metric: metric.default('revenue'),
    subjectId: id,
    parts: z.array(z.object({ fromOn: day, toOn: day, amountMinor: amountMinor.pipe(z.int().min(0)) })).max(31),
    reason: line(300),
    version,
  }),
  output: daysOfPlan,
  errors: {
    PLAN_DAYS_CHANGED: { status: 409, data: z.object({ by: z.string().nullable(), version: z.int() }) },
    PLAN_DAYS_REASON: { status: 422 },
    PLAN_DAYS_OUTSIDE: { status: 422, data: z.object({ day: z.string() }) },
    PLAN_DAYS_TWICE: { status: 422, data: z.object({ day: z.string() }) },
    PLAN_DAYS_OVER: { status: 422, data: z.object({ planMinor: z.number(), overMinor: z.number() }) },
    PLAN_EMPTY: { status: 422, data: z.object({ name: z.string() }) },
    PLAN_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
    PLAN_MONTH_CLOSED: { status: 409, data: z.object({ month: z.string() }) },
  },
})
