import { z } from 'zod'
import { day, done, endpoint, id, instant, listOf, pageOf, reckonedDay } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { dealSizeKeys } from './calc/deal-sizes.ts'
import { dimensionKeys, type DimensionKey, metricKeys } from './calc/declarations.ts'
import { comparisons } from './calc/question.ts'

const tag = 'metrics'

export const metric = z.enum(metricKeys)
/** By what figures are cut: one of the list, or a custom choice field of deals as `field:<id>`. */
export const dimension = z
  .string()
  .refine((text) => (dimensionKeys as readonly string[]).includes(text) || /^field:[0-9a-f-]{36}$/.test(text), {
    params: { code: 'METRIC_NO_SUCH_DIMENSION' },
  })
  .transform((text) => text as DimensionKey)

const word = z.string().max(200)
/** 'none': without the property. */
export const metricFilters = z.object({
  sellerIds: listOf(id).optional(),
  /** With the departments below them. */
  departmentIds: listOf(id).optional(),
  pipelineIds: listOf(id).optional(),
  sourceIds: listOf(id).optional(),
  campaigns: listOf(word).optional(),
  industries: listOf(word).optional(),
  regions: listOf(word).optional(),
  clientKinds: listOf(z.enum(['new', 'existing', 'none'])).optional(),
  dealSizes: listOf(z.enum(dealSizeKeys)).optional(),
  /** ABC class of the client now; 'none': he has none, or the deal has no client. */
  segments: listOf(z.enum(['A', 'B', 'C', 'none'])).optional(),
  /** Options of choice fields: `<field>:<option>`. Of one field any of them, of several fields all. */
  fields: listOf(z.string().regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/)).optional(),
})

/** Read by the module itself, so that a wrong one gets a sentence of its own. */
const period = z.string().max(40)

const figure = z.object({
  /** In the unit of the metric; null: no base. */
  value: z.number().nullable(),
  /** Of how many cases. */
  n: z.number(),
  /** Wilson interval of a share. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Too few cases to compare or to rank. */
  small: z.boolean(),
  compared: z.number().nullable(),
})
const figures = z.partialRecord(metric, figure)

const unit = z.enum(['money', 'count', 'share', 'days', 'minutes', 'moneyPerDay', 'ratio'])

const declared = z.object({
  key: metric,
  label: z.string(),
  meaning: z.string(),
  formula: z.string(),
  unit,
  direction: z.enum(['up', 'down', 'band']),
  minN: z.int(),
  dimensions: z.array(z.string()),
  hasRecords: z.boolean(),
  /** Why there are no data yet and how to begin; null: there are. */
  missing: z.string().nullable(),
})
export type Declared = z.output<typeof declared>

const named = z.object({ id: z.string(), name: z.string() })

const errors = {
  PERIOD_REVERSED: { status: 400 },
  PERIOD_FAR: { status: 400 },
  PERIOD_UNREADABLE: { status: 400 },
  METRIC_DIMENSION: { status: 400 },
  METRIC_SAME_DIMENSION: { status: 400 },
  METRIC_NEEDS_STAGE: { status: 400 },
  METRIC_FILTER: { status: 400 },
  METRIC_FIELD_GONE: { status: 409 },
  METRIC_POINTS: { status: 400 },
} as const

const question = {
  period,
  ...metricFilters.shape,
}

const record = z.object({
  kind: z.enum(['deal', 'activity', 'payment', 'lead']),
  /** Of the record itself; of a payment, of its part. */
  id,
  /** The deal to open; null where there is none or it is out of sight. */
  dealId: id.nullable(),
  title: z.string().nullable(),
  ownerName: z.string().nullable(),
  amountMinor: z.number().nullable(),
  /** When it happened: what the figure counts. */
  at: instant,
})
export type MetricRecord = z.output<typeof record>

/** How a change is taken apart: into the factors of the figure, or by who and what it came from. */
export const way = z.enum([
  'factors',
  'seller',
  'department',
  'source',
  'pipeline',
  'product',
  'industry',
  'region',
  'clientKind',
])

const driver = z.object({
  key: z.string(),
  label: z.string(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  unit,
  /** Its part of the change, in the unit of the explained figure. */
  part: z.number(),
  /** Part ÷ change; null where nothing has changed. */
  share: z.number().nullable(),
})

const state = z.enum(['never', 'running', 'done', 'failed'])

export const metricsContract = {
  catalogue: endpoint({
    method: 'GET',
    path: '/metrics/catalogue',
    summary: 'Every metric: meaning, formula, unit, direction, by what it can be cut; and what the filters offer',
    tag,
    input: z.object({}),
    output: z.object({
      metrics: z.array(declared),
      dimensions: z.array(named),
      filters: z.object({
        sellers: z.array(named),
        departments: z.array(named),
        pipelines: z.array(named),
        sources: z.array(named),
        campaigns: z.array(named),
        industries: z.array(named),
        regions: z.array(named),
        clientKinds: z.array(named),
        dealSizes: z.array(named),
        fields: z.array(named.extend({ options: z.array(named) })),
      }),
    }),
  }),
  figures: endpoint({
    method: 'GET',
    path: '/metrics',
    summary: 'Any set of metrics of a period, cut by up to two dimensions, filtered and compared',
    tag,
    input: z.object({
      metrics: listOf(metric).refine((list) => list.length >= 1 && list.length <= 12),
      dimensions: listOf(dimension)
        .refine((list) => list.length <= 2)
        .default([]),
      comparison: z.enum(comparisons).optional(),
      ...question,
    }),
    output: z.object({
      period: z.object({ key: z.string(), start: day, end: day }),
      /** With what the figures are compared; null: nothing, or no period. */
      compared: z.object({ key: z.string(), start: reckonedDay, end: reckonedDay }).nullable(),
      /** Closed months that the period touches: sales, arrivals and outcomes of them stand as they were closed. */
      closedMonths: z.array(day),
      rows: z.array(z.object({ keys: z.array(z.string().nullable()), labels: z.array(z.string()), figures })),
      total: figures,
    }),
    errors,
  }),
  records: endpoint({
    method: 'GET',
    path: '/metrics/records',
    summary: 'The records behind one figure, newest first',
    tag,
    input: z.object({
      metric,
      /** The cell: a dimension and its key, `seller=<id>`; an empty key stands for «without». */
      cell: listOf(z.string().max(300)).default([]),
      cursor: cursor(z.tuple([instant, id, z.int()])).optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
      ...question,
    }),
    output: pageOf(record),
    errors: { ...errors, METRIC_NO_RECORDS: { status: 400 } },
  }),
  explain: endpoint({
    method: 'GET',
    path: '/metrics/explain',
    summary: 'Why a figure has changed between two periods: its drivers, whose parts sum to the change, in words',
    tag,
    input: z.object({
      metric,
      /** The period compared with; absent: the one before. */
      against: period.optional(),
      /** 'factors': deals, conversions, check; else contributions by this dimension. */
      by: way.optional(),
      ...question,
    }),
    output: z.object({
      label: z.string(),
      unit,
      by: z.string(),
      period: z.string(),
      against: z.string(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      change: z.number().nullable(),
      /** All of them, those with the largest parts first; parts sum to the change exactly. */
      drivers: z.array(driver),
      /** In the reader's language, every phrase from a number. */
      text: z.string(),
    }),
    errors: { ...errors, METRIC_NOT_EXPLAINED: { status: 400 } },
  }),
  facts: endpoint({
    method: 'GET',
    path: '/metrics/facts',
    summary: 'The last check of the derived facts against the log, or the one under way',
    tag,
    input: z.object({}),
    output: z.object({
      state,
      startedAt: instant.nullable(),
      finishedAt: instant.nullable(),
      /** Deals checked so far and in all. */
      done: z.int(),
      total: z.int(),
      /** Rows of each table that were not what the log gives; they have been put right. */
      differences: z.array(z.object({ table: z.string(), missing: z.int(), wrong: z.int() })),
    }),
  }),
  checkFacts: endpoint({
    method: 'POST',
    path: '/metrics/facts/check',
    summary: 'Makes all derived facts anew from the log, says how many rows differed, and leaves them right',
    tag,
    input: z.object({}),
    output: done,
    errors: { FACTS_CHECK_RUNS: { status: 409 } },
  }),
}
