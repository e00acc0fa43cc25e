import { z } from 'zod'
import { endpoint, id, instant, line, pageOf } from '#core/http/contract.ts'
import { days, setDays } from './contract/days.ts'
import {
  address,
  cut,
  dividingCut,
  metric,
  month,
  planLevel,
  planned,
  planVersion,
  proposal,
  season,
  stepMinor,
  tier,
  unit,
  version,
  year,
} from './contract/shapes.ts'

export { planMetrics, unitOf } from './calc/plan-metrics.ts'

const tag = 'План продаж'

const queryYear = z.coerce.number().pipe(year)
const cutKey = line(200)

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
  hiredOn: z.string().nullable(),
  leftOn: z.string().nullable(),
  /** Whether the reader may set this row's plan. */
  editable: z.boolean(),
  /** January to December. */
  cells: z.array(gridCell),
})

const grid = z.object({
  year,
  metric,
  tier,
  unit,
  months: z.array(z.object({ month, workingDays: z.int() })),
  /** False: the production calendar of that year is an estimate. */
  calendarPublished: z.boolean(),
  rows: z.array(gridRow),
})

const changedCell = z.object({
  ...address,
  cutKey: z.string(),
  name: z.string(),
  amountMinor: z.number().nullable(),
  version,
  changedBy: z.string().nullable(),
})

const errors = {
  PLAN_CELL_CHANGED: { status: 409, data: z.object({ cells: z.array(changedCell) }) },
  PLAN_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
  PLAN_OUTSIDE_EMPLOYMENT: { status: 422, data: z.object({ name: z.string(), month }) },
  PLAN_MONTH_CLOSED: { status: 409, data: z.object({ month: z.string() }) },
} as const

const part = z.object({
  /** A group of products, a segment, a territory; of clients 'new' and 'existing'. */
  key: z.string(),
  name: z.string(),
  cells: z.array(z.object({ amountMinor: z.number().nullable(), version })),
})

/** Where in a file something is wrong: rows and columns as the sheet counts them, from 1. */
const filePlace = z.object({
  row: z.int(),
  column: z.int().nullable(),
  value: z.string(),
  problem: z.enum(['unknown', 'twice', 'notANumber', 'tooLarge', 'outside', 'notYours', 'noMonth']),
})

const versionErrors = {
  PLAN_VERSION_CHANGED: { status: 409, data: z.object({ state: z.string(), by: z.string().nullable() }) },
  PLAN_VERSION_DECIDED: { status: 409, data: z.object({ state: z.string(), by: z.string().nullable() }) },
  PLAN_OWN_APPROVAL: { status: 403 },
} as const

export const plansContract = {
  grid: endpoint({
    method: 'GET',
    path: '/plans/grid',
    summary: 'The plan of a year: months by sellers, with sums by department and company',
    tag,
    input: z.object({ year: queryYear, metric: metric.default('revenue'), tier: tier.default('target') }),
    output: grid,
  }),
  setCells: endpoint({
    method: 'POST',
    path: '/plans/cells',
    summary: 'Set or clear cells of the plan, all or none',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      tier: tier.default('target'),
      cut: cut.default('all'),
      cells: z
        .array(z.object({ ...address, cutKey: cutKey.default(''), amountMinor: planned.nullable(), version }))
        .min(1)
        .max(6000)
        .refine((cells) => new Set(cells.map((one) => one.subjectId + one.month + one.cutKey)).size === cells.length, {
          params: { code: 'CELL_TWICE' },
        }),
      note: line(500).optional(),
    }),
    output: z.object({
      cells: z.array(
        z.object({ ...address, cutKey: z.string().optional(), amountMinor: z.number().nullable(), version }),
      ),
    }),
    errors,
  }),
  copyPreview: endpoint({
    method: 'GET',
    path: '/plans/copy-preview',
    summary: 'What another year times a coefficient would give; changes nothing',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      tier: tier.default('target'),
      fromYear: queryYear,
      toYear: queryYear,
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
      tier: tier.default('target'),
      year: queryYear,
      subjectId: id,
      /** Equal by working days of the month, by last year's fact, or in the proportion of the present plans. */
      by: z.enum(['equal', 'lastYear', 'proportional']).default('equal'),
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
      year: queryYear,
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
        tier,
        cut,
        cutKey: z.string(),
        name: z.string().nullable(),
        actorName: z.string().nullable(),
        beforeMinor: z.number().nullable(),
        afterMinor: z.number().nullable(),
        note: z.string().nullable(),
      }),
    ),
  }),
  parts: endpoint({
    method: 'GET',
    path: '/plans/parts',
    summary:
      'The plan of one subject by product group, segment, territory or new and existing clients, beside its whole plan',
    tag,
    input: z.object({
      year: queryYear,
      metric: metric.default('revenue'),
      tier: tier.default('target'),
      subjectId: id,
      cut: dividingCut,
    }),
    output: z.object({
      unit,
      level: planLevel,
      subjectId: id,
      name: z.string(),
      editable: z.boolean(),
      months: z.array(month),
      /** The whole plan of each month; parts need not sum to it, what is missing is shown. */
      wholeMinor: z.array(z.number().nullable()),
      rows: z.array(part),
    }),
  }),
  days,
  setDays,
  season: endpoint({
    method: 'GET',
    path: '/plans/season',
    summary: 'How a metric runs over the year and inside a month, and what own history says of it',
    tag,
    input: z.object({ metric: metric.default('revenue') }),
    output: z.object({
      season,
      version,
      /** Null where nobody has set one: then months and days weigh the same. */
      changedBy: z.string().nullable(),
      changedAt: instant.nullable(),
      /** From own history; a part without enough of it is as usual. */
      suggested: season,
      /** Whole years that the months come from, and working days that the days come from. */
      years: z.array(z.int()),
      days: z.int(),
      may: z.object({ edit: z.boolean() }),
    }),
  }),
  setSeason: endpoint({
    method: 'PUT',
    path: '/plans/season',
    summary: 'Set the season of a metric',
    tag,
    input: z.object({ metric, season, version }),
    output: z.object({ season, version }),
    errors: { PLAN_SEASON_CHANGED: { status: 409, data: z.object({ by: z.string().nullable() }) } },
  }),
  yearSplitPreview: endpoint({
    method: 'GET',
    path: '/plans/year-split-preview',
    summary: 'How a year’s plan of one subject would be split over its months; changes nothing',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      tier: tier.default('target'),
      year: queryYear,
      subjectId: id,
      amountMinor: z.coerce.number().pipe(z.int().min(0).max(100_000_000_000_000)),
      /** By the season, by working days, by last year's fact. */
      by: z.enum(['season', 'equal', 'lastYear']).default('season'),
      stepMinor,
    }),
    output: proposal,
  }),
  versions: endpoint({
    method: 'GET',
    path: '/plans/versions',
    summary: 'Proposals and approvals of plans of a year, newest first',
    tag,
    input: z.object({ year: queryYear, metric: metric.optional(), subjectId: id.optional() }),
    output: z.object({ rows: z.array(planVersion), may: z.object({ propose: z.boolean(), decide: z.boolean() }) }),
  }),
  propose: endpoint({
    method: 'POST',
    path: '/plans/versions',
    summary: 'Propose the present plan of a subject and all below it for approval',
    tag,
    input: z.object({
      metric: metric.default('revenue'),
      level: planLevel,
      subjectId: id,
      fromMonth: month,
      toMonth: month,
      reason: line(500).pipe(z.string().min(1)),
    }),
    output: planVersion,
    errors: {
      PLAN_MONTHS_REVERSED: { status: 422, data: z.object({ from: z.string(), to: z.string() }) },
      PLAN_EMPTY: { status: 422, data: z.object({ name: z.string() }) },
      PLAN_PROPOSED_ALREADY: { status: 409, data: z.object({ number: z.int(), by: z.string().nullable() }) },
      PLAN_NOT_YOURS: { status: 403, data: z.object({ name: z.string() }) },
    },
  }),
  decide: endpoint({
    method: 'POST',
    path: '/plans/versions/{id}/decision',
    summary: 'Approve a proposed plan or return it with a reason; nobody approves his own',
    tag,
    input: z.object({ id, decision: z.enum(['approved', 'returned']), note: line(500).optional(), version }),
    output: planVersion,
    errors: { ...versionErrors, PLAN_NOTE_MISSING: { status: 422 } },
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/plans/versions/{id}/withdrawal',
    summary: 'Take one’s own proposal back',
    tag,
    input: z.object({ id, version }),
    output: planVersion,
    errors: {
      PLAN_VERSION_CHANGED: versionErrors.PLAN_VERSION_CHANGED,
      PLAN_VERSION_DECIDED: versionErrors.PLAN_VERSION_DECIDED,
    },
  }),
  compareVersions: endpoint({
    method: 'GET',
    path: '/plans/versions/compare',
    summary: 'What differs between two versions of a plan, or between one and the present plan',
    tag,
    input: z.object({ from: id, /** The present plan when absent. */ to: id.optional() }),
    output: z.object({
      from: planVersion,
      to: planVersion.nullable(),
      rows: z.array(
        z.object({
          ...address,
          tier,
          cut,
          cutKey: z.string(),
          name: z.string(),
          beforeMinor: z.number().nullable(),
          afterMinor: z.number().nullable(),
        }),
      ),
      beforeMinor: z.number(),
      afterMinor: z.number(),
    }),
  }),
  readFile: endpoint({
    method: 'POST',
    path: '/plans/file',
    summary: 'Read a sheet of a year’s plan (XLSX or CSV in base64), as the export writes it; changes nothing',
    tag,
    input: z.object({
      year,
      metric: metric.default('revenue'),
      tier: tier.default('target'),
      /** At most half a megabyte. */
      content: z.base64().max(700_000),
    }),
    output: z.object({
      proposal,
      rows: z.int(),
      unchanged: z.int(),
      problems: z.array(filePlace),
    }),
    errors: { PLAN_FILE_UNREADABLE: { status: 422, data: z.object({ why: z.string() }) } },
  }),
  writeFile: endpoint({
    method: 'GET',
    path: '/plans/file',
    summary: 'A year’s plan as XLSX (base64): a row a subject, a column a month, real numbers',
    tag,
    input: z.object({ year: queryYear, metric: metric.default('revenue'), tier: tier.default('target') }),
    output: z.object({ name: z.string(), content: z.base64() }),
  }),
}
