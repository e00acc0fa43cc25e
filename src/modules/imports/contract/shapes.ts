import { z } from 'zod'
import { id, line } from '#core/http/contract.ts'
import { currencies } from '#core/money/currency.ts'
import { type Mapping, REPEATED } from '../calc/mapping.ts'
import { REASONS } from '../calc/row-problem.ts'

export const count = z.int().min(0)
export const name = line(200).pipe(z.string().min(1))
const value = z.string().max(300)

/** What people decided about a file (calc/mapping.ts). */
export const mapping = z.object({
  preset: z.string().max(40),
  columns: z
    .array(
      z.object({
        column: z.int().min(0).max(2_000),
        target: z.string().max(40),
        dateOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
        numberStyle: z.enum(['decimal-point', 'decimal-comma', 'auto']).optional(),
      }),
    )
    .max(2_000),
  system: line(60).pipe(z.string().min(1)),
  currency: z.enum(currencies),
  repeated: z.enum(REPEATED),
  existing: z.enum(['update', 'skip']),
  missing: z.enum(['create', 'skip']),
  pipelines: z.array(z.object({ value, to: z.union([z.object({ pipelineId: id }), z.object({ name })]) })).max(200),
  stages: z
    .array(
      z.object({
        pipeline: value,
        value,
        to: z.union([
          z.object({ stageId: id }),
          z.object({ name, meaning: z.enum(['open', 'won', 'lost']), position: z.int().min(0).max(10_000) }),
        ]),
      }),
    )
    .max(2_000),
  owners: z.array(z.object({ value, to: z.union([z.object({ personId: id }), z.enum(['new', 'nobody'])]) })).max(2_000),
  products: z.array(z.object({ value, productId: id })).max(2_000),
  defaultOwnerId: id.nullable(),
}) satisfies z.ZodType<Mapping>

const found = z.object({ value: z.string(), rows: count })

/** What was found in the file (calc/found.ts). */
export const file = z.object({
  kind: z.enum(['csv', 'xlsx']),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  quote: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  headerLine: z.int().nullable(),
  rows: count,
  blankRows: count,
  problemRows: count,
  columns: z.array(
    z.object({
      index: count,
      name: z.string(),
      label: z.string(),
      type: z.string(),
      share: z.number(),
      filledShare: z.number(),
      distinct: count,
      distinctCapped: z.boolean(),
      min: z.union([z.string(), z.number()]).nullable(),
      max: z.union([z.string(), z.number()]).nullable(),
      values: z.array(z.object({ text: z.string(), count })),
      dateOrder: z
        .object({ order: z.enum(['DMY', 'MDY', 'YMD']), ambiguous: z.boolean(), mixed: z.boolean() })
        .nullable(),
      numberStyle: z.object({
        style: z.enum(['decimal-point', 'decimal-comma', 'auto']),
        ambiguous: z.boolean(),
        mixed: z.boolean(),
      }),
    }),
  ),
  sample: z.array(z.object({ line: count, cells: z.array(z.string()) })),
})

export const problemData = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const outcome = z.object({ deals: count, baseMinor: z.number() })

/** What a dry run found or a commit did (calc/import-counts.ts). */
export const result = z.object({
  rows: count,
  create: count,
  update: count,
  unchanged: count,
  rejected: count,
  reasons: z.array(
    z.object({
      reason: z.enum(REASONS),
      severity: z.enum(['rejected', 'changed']),
      rows: count,
      /** The reason in general words; each example has its own. */
      message: z.string(),
      examples: z.array(
        z.object({ line: z.int(), column: z.string().nullable(), value: z.string(), message: z.string() }),
      ),
    }),
  ),
  made: z.object({
    people: z.array(z.string()),
    companies: count,
    contacts: count,
    sources: z.array(z.string()),
    lossReasons: z.array(z.string()),
    pipelines: z.array(z.string()),
    stages: z.array(z.string()),
    departments: z.array(z.string()),
  }),
  unmatchedProducts: z.array(z.object({ name: z.string(), lines: count })),
  outcomes: z.object({ open: outcome, won: outcome, lost: outcome }).nullable(),
  reverted: z.object({ removed: count, restored: count, kept: count }).optional(),
})

/** How the file's values meet what the company has. */
export const matching = z.object({
  stages: z.array(found.extend({ pipeline: z.string() })),
  owners: z.array(
    found.extend({
      state: z.enum(['known', 'new', 'unclear']),
      personId: id.nullable(),
      personName: z.string().nullable(),
    }),
  ),
  products: z.array(
    found.extend({
      productId: id.nullable(),
      productName: z.string().nullable(),
      likelyId: id.nullable(),
      likelyName: z.string().nullable(),
    }),
  ),
  sources: z.array(found.extend({ isKnown: z.boolean() })),
  lossReasons: z.array(found.extend({ isKnown: z.boolean() })),
  pipelines: z.array(
    z.object({
      id,
      name: z.string(),
      stages: z.array(z.object({ id, name: z.string(), meaning: z.enum(['open', 'won', 'lost']) })),
    }),
  ),
})

/** The guessed mapping. A stage without a decision is one whose meaning its name does not tell: a person must. */
export const suggestion = z.object({
  mapping,
  /** Columns that were recognised by resemblance or content alone. */
  unsure: z.array(z.int()),
  /** Stages to decide, with a guess where there is none. */
  open: z.array(z.object({ pipeline: z.string(), value: z.string(), rows: count })),
  /** The saved mapping that was taken. */
  savedName: z.string().nullable(),
})
