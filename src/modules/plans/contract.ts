import { z } from 'zod'
import { endpoint, id, instant, line, pageOf } from '#core/http/contract.ts'

const tag = 'План продаж'

/** What a plan is set for. Money is in minor units of the company's currency. */
export const metric = z.enum(['revenue'])
export const planLevel = z.enum(['company', 'department', 'person'])

const year = z.int().min(2000).max(2099)
const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
const dayOrNull = z.string().nullable()

/** A hundred billion a month: more is a typing error. */
const planned = z.int().min(0).max(10_000_000_000_000)
const version = z.int().min(0)

const address = { level: planLevel, subjectId: id, month }

const gridCell = z.object({
  /** What was set for this subject itself; null: nothing. */
  amountMinor: z.number().nullable(),
  /** 0 where nothing was ever set. Send it back with a change. */
  version,
  /** Sum of the plans right below. */
  belowMinor: z.number().nullable(),
  /** Set and not given further; negative: more was given than set. */
  undistributedMinor: z.number().nullable(),
  /** The plan that counts: what was set, else the sum of what is below. */
  planMinor: z.number().nullable(),
  /** Not a month of this person's work here. */
  outside: z.boolean(),
})

const gridRow = z.object({
  level: planLevel,
  subjectId: id,
  parentId: id.nullable(),
  name: z.string(),
  depth: z.int(),
  hiredOn: dayOrNull,
  leftOn: dayOrNull,
  /** Whether the reader may set this row's plan. */
  editable: z.boolean(),
  /** January to December. */
  cells: z.array(gridCell),
})

const grid = z.object({
  year,
  metric,
  months: z.array(z.object({ month, workingDays: z.int() })),
  /** False: the production calendar of that year is an estimate. */
  calendarPublished: z.boolean(),
  rows: z.array(gridRow),
})

const proposedCell = z.object({
  ...address,
  name: z.string(),
  version,
  beforeMinor: z.number().nullable(),
  amountMinor: z.number(),
})

const proposal = z.object({
  /** What would be set; send the cells to setCells to do it. */
  cells: z.array(proposedCell),
  beforeMinor: z.number(),
  afterMinor: z.number(),
  /** What the source has and nobody can be given: who it was, how much it would be, why. */
  leftOut: z.array(z.object({ name: z.string(), amountMinor: z.number(), reason: z.enum(['outside', 'gone']) })),
})

const stepMinor = z.coerce.number().pipe(z.int().min(1).max(100_000_000_000)).default(1)

const changedCell = z.object({
  ...address,
  name: z.string(),
  amountMinor: z.number().nullable(),
  version,
  changedBy: z.string().nullable(),
})

const errors = {
  PLAN_CELL_CHANGED: { status: 409, data: z.object({ cells: z.array(changedCell) }) },
  PLAN_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
  PLAN_OUTSIDE_EMPLOYMENT: { status: 422, data: z.object({ name: z.string(), month }) },
} as const

export const plansContract = {
  grid: endpoint({
    method: 'GET',
    path: '/plans/grid',
    summary: 'The plan of a year: months by sellers, with sums by department and company',
    tag,
    input: z.object({ year: z.coerce.number().pipe(year), metric: metric.default('revenue') }),
    output: grid,
  }),
  setCells: endpoint({
    method: 'POST',
    path: '/plans/cells',
    summary: 'Set or clear cells of the plan, all or none',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      cells: z
        .array(z.object({ ...address, amountMinor: planned.nullable(), version }))
        .min(1)
        .max(6000)
        .refine((cells) => new Set(cells.map((cell) => cell.subjectId + cell.month)).size === cells.length, {
          params: { code: 'CELL_TWICE' },
        }),
      note: line(500).optional(),
    }),
    output: z.object({ cells: z.array(z.object({ ...address, amountMinor: z.number().nullable(), version })) }),
    errors,
  }),
  copyPreview: endpoint({
    method: 'GET',
    path: '/plans/copy-preview',
    summary: 'What another year times a coefficient would give; changes nothing',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      fromYear: z.coerce.number().pipe(year),
      toYear: z.coerce.number().pipe(year),
      basis: z.enum(['plan', 'fact']).default('plan'),
      coefficient: z.coerce.number().min(0.01).max(100).multipleOf(0.0001).default(1),
      stepMinor,
    }),
    output: proposal,
  }),
  distributionPreview: endpoint({
    method: 'GET',
    path: '/plans/distribution-preview',
    summary: 'How the plan of a department or the company would be shared by those right below; changes nothing',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      year: z.coerce.number().pipe(year),
      subjectId: id,
      /** Equal by working days of the month, or by last year's sales. */
      by: z.enum(['equal', 'lastYear']).default('equal'),
      /** One month; all months that have a plan when absent. */
      month: month.optional(),
      stepMinor,
    }),
    output: proposal,
  }),
  changes: endpoint({
    method: 'GET',
    path: '/plans/changes',
    summary: 'Who changed which cell of the plan, newest first',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      year: z.coerce.number().pipe(year),
      subjectId: id.optional(),
      month: month.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
    }),
    output: pageOf(
      z.object({
        id,
        at: instant,
        ...address,
        name: z.string().nullable(),
        actorName: z.string().nullable(),
        beforeMinor: z.number().nullable(),
        afterMinor: z.number().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
}
