import { z } from 'zod'
import { day, endpoint, id, periodKey, reckonedDay } from '#core/http/contract.ts'

/** Which roles have a board of their own. */
export const boardRoles = ['owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor'] as const
export type BoardRole = (typeof boardRoles)[number]
const role = z.enum(boardRoles)

/** With what the figures are compared. */
export const comparison = z.enum(['previous', 'lastYear', 'plan'])
export type BoardComparison = z.output<typeof comparison>

/** Key of a metric of the dictionary, or 'norms'; unknown ones are refused by name. */
const metric = z.string().regex(/^[A-Za-z]{1,60}$/)

export const tone = z.enum(['good', 'behind', 'bad'])
export type Tone = z.output<typeof tone>

const threshold = z.object({ good: z.number(), bad: z.number(), version: z.int() })
export type Threshold = z.output<typeof threshold>

const tile = z.object({
  key: metric,
  unit: z.enum(['money', 'count', 'share', 'days', 'minutes', 'moneyPerDay', 'ratio']),
  direction: z.enum(['up', 'down', 'band']),
  /** Null: no base, «н/д». */
  value: z.number().nullable(),
  n: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Too few cases to say much. */
  small: z.boolean(),
  /** The figure compared with; null where there is none. */
  compared: z.number().nullable(),
  /** By how much it differs: a share of what it is compared with, of shares and ratios the difference itself. */
  change: z.number().nullable(),
  /** Whether the change is for the better; null where it is none or nobody can say. */
  better: z.boolean().nullable(),
  /** By the thresholds; null without them. */
  tone: tone.nullable(),
  /** Where the figure is good and where bad in this period so far: of sums, of the part that has passed. */
  borders: z.object({ good: z.number(), bad: z.number() }).nullable(),
  threshold: threshold.nullable(),
  /** Of a cohort: the share that is still open, so that its conversion has not grown up yet; null of everything else. */
  unripe: z.number().nullable(),
  /** Why there cannot be a figure yet. */
  missing: z.enum(['noSurvey']).nullable(),
})
export type Tile = z.output<typeof tile>

const point = z.object({ period: z.string(), value: z.number().nullable() })
export type Point = z.output<typeof point>

const scope = { period: periodKey, departmentId: id.optional() }
const unknownMetric = { METRIC_UNKNOWN: { status: 400, data: z.object({ metric: z.string() }) } } as const

const tag = 'kpi'

export const kpiContract = {
  board: endpoint({
    method: 'GET',
    path: '/kpi/board',
    summary: 'The board of figures of my role: values, comparison, thresholds',
    tag,
    input: z.object({ ...scope, comparison: comparison.default('previous'), role: role.optional() }),
    output: z.object({
      period: z.object({ key: z.string(), start: day, end: day }),
      /** Days that the figures are compared with; null: with the plan. */
      compared: z.object({ start: reckonedDay, end: reckonedDay }).nullable(),
      role,
      version: z.int(),
      tiles: z.array(tile),
      /** What else could stand here, in the order of the dictionary. */
      others: z.array(metric),
      may: z.object({ arrange: z.boolean(), setThresholds: z.boolean() }),
    }),
  }),
  courses: endpoint({
    method: 'GET',
    path: '/kpi/courses',
    summary: 'The figures of the board in the last periods of the same kind',
    tag,
    input: z.object({ ...scope, role: role.optional() }),
    output: z.object({
      /** Oldest first, the asked period last; figures that are known for now alone have no course. */
      rows: z.array(z.object({ key: metric, points: z.array(point) })),
    }),
  }),
  arrange: endpoint({
    method: 'PUT',
    path: '/kpi/boards/{role}',
    summary: 'Which figures the board of a role shows, and in which order',
    tag,
    input: z.object({ role, tiles: z.array(metric).min(1).max(40), version: z.int().min(0) }),
    output: z.object({ role, tiles: z.array(metric), version: z.int() }),
    errors: {
      ...unknownMetric,
      TILES_TWICE: { status: 400, data: z.object({ metric: z.string() }) },
      BOARD_CHANGED: { status: 409, data: z.object({ by: z.string().nullable(), version: z.int() }) },
    },
  }),
  setThreshold: endpoint({
    method: 'PUT',
    path: '/kpi/thresholds/{metric}',
    summary: 'From where on a figure is good and from where bad; null takes the thresholds away',
    tag,
    input: z.object({
      metric,
      good: z.number().min(-1e15).max(1e15).nullable(),
      bad: z.number().min(-1e15).max(1e15).nullable(),
      version: z.int().min(0),
    }),
    output: z.object({ metric, threshold: threshold.nullable() }),
    errors: {
      ...unknownMetric,
      THRESHOLD_HALF: { status: 400 },
      THRESHOLD_REVERSED: { status: 400, data: z.object({ direction: z.enum(['up', 'down', 'band']) }) },
      THRESHOLD_CHANGED: { status: 409, data: z.object({ by: z.string().nullable(), version: z.int() }) },
    },
  }),
}
