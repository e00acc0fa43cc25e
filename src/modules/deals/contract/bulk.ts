import { z } from 'zod'
import { amountMinor, day, endpoint, id } from '#core/http/contract.ts'
import { customChanges, customErrors } from '#modules/fields/contract.ts'
import { filterErrors } from '#modules/lists/contract.ts'

/** So many deals are changed at once, in one transaction; more by a background job; beyond the second not at all. */
export const BULK_LIMITS = { atOnce: 10_000, inAll: 200_000 } as const

/** What is set; what is left out stays as it is, null empties. */
export const bulkSet = z
  .object({
    ownerId: id.nullable(),
    stageId: id,
    /** Of a loss. */
    lossReasonId: id.nullable(),
    sourceId: id.nullable(),
    expectedCloseOn: day.nullable(),
    /** In the company's currency. */
    amountMinor: amountMinor.min(0),
    /** The company's own fields by id. */
    custom: customChanges,
  })
  .partial()
  .refine(({ lossReasonId: _reason, ...set }) => Object.values(set).some((value) => value !== undefined), {
    params: { code: 'NOTHING_SET' },
  })
export type BulkSet = z.output<typeof bulkSet>

/** Why a deal is left as it is. */
export const bulkReasons = ['CLOSED', 'OTHER_CURRENCY', 'FIELDS_REQUIRED', 'NOT_IN_PIPELINE', 'GONE'] as const
export type BulkReason = (typeof bulkReasons)[number]

const count = z.int().min(0)

export const bulkOutcome = z.object({
  /** Deals that are (or would be) changed, and those that have the values already. */
  changed: count,
  unchanged: count,
  /** Deals that are left alone, by reason, with some of their names. */
  refused: z.array(z.object({ reason: z.enum(bulkReasons), count, examples: z.array(z.string()) })),
})
export type BulkOutcome = z.output<typeof bulkOutcome>

const change = z.object({
  id,
  status: z.enum(['waiting', 'running', 'done', 'failed', 'undoing', 'undone']),
  rowsDone: count,
  rowsTotal: count.nullable(),
  outcome: bulkOutcome.nullable(),
  /** Of an undo: deals that are as they were, and those where somebody has changed a value since, which stays. */
  undone: z.object({ restored: count, kept: count }).nullable(),
})
export type BulkChange = z.output<typeof change>

const tag = 'Deals'

/** Which deals, and what is set. */
export const bulkQuestionOf = <Filter extends z.ZodType>(filter: Filter) =>
  z.object({
    /** These deals, or all that a filter finds. */
    target: z.union([
      z.object({ ids: z.array(id).min(1).max(BULK_LIMITS.atOnce) }).strict(),
      z.object({ filter }).strict(),
    ]),
    set: bulkSet,
  })

/** Endpoints of changing many deals at once. */
export function bulkEndpoints<Question extends z.ZodType>(question: Question) {
  const errors = {
    ...filterErrors,
    ...customErrors,
    STAGE_UNKNOWN: { status: 400 },
    LOSS_REASON_REQUIRED: { status: 400 },
    REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
    BULK_TOO_MANY: { status: 409, data: z.object({ limit: count }) },
  } as const
  return {
    bulkPreview: endpoint({
      method: 'POST',
      path: '/deals/bulk/preview',
      summary: 'What a change of many deals would do; nothing is written',
      tag,
      input: question,
      output: bulkOutcome.extend({ total: count, /** It would run in the background. */ later: z.boolean() }),
      errors,
    }),
    bulkChange: endpoint({
      method: 'POST',
      path: '/deals/bulk',
      summary: 'Change many deals: up to 10,000 at once, more in the background',
      tag,
      input: question,
      output: change,
      errors,
    }),
    bulk: endpoint({
      method: 'GET',
      path: '/deals/bulk/{id}',
      summary: 'How far a change of many deals is; its author alone',
      tag,
      input: z.object({ id }),
      output: change,
    }),
    bulkUndo: endpoint({
      method: 'POST',
      path: '/deals/bulk/{id}/undo',
      summary: 'Take a change of many deals back where nobody has changed the value since',
      tag,
      input: z.object({ id }),
      output: change,
      errors: { NOTHING_TO_UNDO: { status: 409 } },
    }),
  }
}
