import { z } from 'zod'
import {
  amountMinor,
  day,
  done,
  endpoint,
  flag,
  id,
  instant,
  line,
  listOf,
  pageOf,
  periodKey,
} from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { customChanges, customErrors } from '#modules/fields/contract.ts'
import { filterErrors, filterTree } from '#modules/lists/contract.ts'
import { currencies } from '#core/money/currency.ts'
import { bulkEndpoints, bulkQuestionOf } from './contract/bulk.ts'
import { dealCard, dealRow, historyEntry, stageTime } from './contract/deal-shapes.ts'
import { participantEndpoints } from './contract/participants.ts'
import { choice, dealSettings, meaning, named, pipeline, stage } from './contract/settings.ts'
import { trashEndpoints } from './contract/trash.ts'

export type { DealCard, DealRow, HistoryEntry, NextStep } from './contract/deal-shapes.ts'
export type { DealContact, TeamMember } from './contract/participants.ts'
export type { TrashedDeal } from './contract/trash.ts'
export {
  type Meaning,
  meanings,
  type NamedChoice,
  type Pipeline,
  type Stage,
  stageColors,
} from './contract/settings.ts'

/**
 * What a list is ordered by. `stageAge`: how long the deal has been on its stage; `stage`, `owner` and `source` by their place in lists or by name.
 * When first, `expected`, `updated` and `title` put open deals first, `closed` closed ones; what is empty comes last.
 */
export const dealSorts = [
  'created', 'amount', 'expected', 'closed', 'updated', 'title', 'stageAge', 'stage', 'owner', 'source',
] as const // prettier-ignore
export type DealSortName = (typeof dealSorts)[number]
/** One order or up to four of them, the first one first: '-amount', 'stage,-amount'; with a minus in front downwards. */
export const dealSort = z
  .string()
  .max(80)
  .refine(isDealSort, { params: { code: 'SORT_UNKNOWN' } })
export type DealSort = z.output<typeof dealSort>

const MOST_SORTS = 4

function isDealSort(text: string): boolean {
  const names = text.split(',').map((one) => one.replace(/^-/, ''))
  const isKnown = names.every((name) => dealSorts.some((known) => known === name))
  return isKnown && names.length <= MOST_SORTS && new Set(names).size === names.length
}

const version = z.int().min(1)
const count = z.int().min(0)
const currency = z.enum(currencies)
const title = line(500).pipe(z.string().min(1))
/** Up to a hundred billion roubles: sums of many stay exact. */
const dealAmount = amountMinor.min(0).max(10_000_000_000_000)

/** Which deals; absent means all that the reader may see. */
const filterFields = {
  /** Part of the title. */
  text: line(200).optional(),
  pipelineId: id.optional(),
  stageIds: listOf(id).optional(),
  outcomes: listOf(meaning).optional(),
  ownerIds: listOf(id).optional(),
  /** With the departments below them. */
  departmentIds: listOf(id).optional(),
  sourceIds: listOf(id).optional(),
  lossReasonIds: listOf(id).optional(),
  companyId: id.optional(),
  /** In the company's currency, both ends included. */
  minAmountMinor: z.coerce.number().pipe(amountMinor).optional(),
  maxAmountMinor: z.coerce.number().pipe(amountMinor).optional(),
  created: periodKey.optional(),
  closed: periodKey.optional(),
  expected: periodKey.optional(),
  /** True: nobody owns them. */
  unassigned: flag.optional(),
  /** Conditions on any field, put together with «and» and «or»: `all(amount:ge:5000000,any(owner:in:me,closed:in:last-7-days))`. */
  where: filterTree.optional(),
}
export const dealFilter = z.object(filterFields)
export type DealFilter = z.output<typeof dealFilter>

/** A change of many deals. */
export const bulkQuestion = bulkQuestionOf(dealFilter)
export type BulkQuestion = z.output<typeof bulkQuestion>

/** The board shows stages as columns, so it is not filtered by them. */
export const boardFilter = dealFilter.omit({ stageIds: true, outcomes: true, closed: true })
export type BoardFilter = z.output<typeof boardFilter>

/** Order, part of the list, keys of the last row in it, its id. */
const place = z.tuple([dealSort, z.int().min(0).max(9), z.array(z.string().max(600)).min(1).max(6), id])
export type DealPlace = z.output<typeof place>

const limit = z.coerce.number().int().min(1).max(200)
const totals = z.object({ count, sumMinor: z.number() })
const column = z.object({
  stage,
  /** Null where counting would hold the cards up: ask boardTotals. */
  totals: totals.nullable(),
  rows: z.array(dealRow),
  nextCursor: z.string().nullable(),
})

const stageFieldErrors = {
  /** The stage asks for fields that are empty: send them as `custom` with the same request. */
  STAGE_FIELDS_REQUIRED: { status: 409, data: z.object({ stageId: id, fields: z.array(named) }) },
} as const
const listErrors = { CURSOR_BROKEN: { status: 400 }, ...filterErrors } as const
const changeErrors = {
  /** Somebody else changed the deal since the version that was read; `current` is what it is now. */
  DEAL_CHANGED: {
    status: 409,
    data: z.object({ current: dealCard, by: named.nullable(), at: instant.nullable() }),
  },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
  RATE_MISSING: { status: 409, data: z.object({ currency: z.string(), day: z.string() }) },
  ...customErrors,
  ...stageFieldErrors,
} as const
const moveErrors = {
  ...changeErrors,
  LOSS_REASON_REQUIRED: { status: 400 },
  STAGE_UNKNOWN: { status: 400 },
  MOVE_IN_FUTURE: { status: 400 },
} as const
const dealFields = z.object({
  title,
  ownerId: id.nullable(),
  companyId: id.nullable(),
  contactId: id.nullable(),
  sourceId: id.nullable(),
  amountMinor: dealAmount,
  currency,
  expectedCloseOn: day.nullable(),
  comment: z.string().trim().max(10_000).nullable(),
  /** Own fields by id. */
  custom: customChanges,
})

export const newDeal = dealFields.partial().required({ title: true }).extend({
  /** The first open stage of the first pipeline when absent. */
  stageId: id.optional(),
})
export const dealChanges = dealFields.partial().extend({
  /** Of a lost deal: why, in which words and to whom. */
  lossReasonId: id.optional(),
  lossCompetitorId: id.nullable().optional(),
  lossComment: z.string().trim().max(2_000).nullable().optional(),
})

const tag = 'Deals'

export const dealsContract = {
  list: endpoint({
    method: 'GET',
    path: '/deals',
    summary: 'Deals that the reader may see, one page',
    tag,
    input: z.object({
      ...filterFields,
      sort: dealSort.default('-created'),
      cursor: cursor(place).optional(),
      limit: limit.default(50),
    }),
    output: pageOf(dealRow),
    errors: listErrors,
  }),
  totals: endpoint({
    method: 'GET',
    path: '/deals/totals',
    summary: 'How many deals these filters find, and their sum',
    tag,
    input: dealFilter,
    output: totals,
    errors: filterErrors,
  }),
  board: endpoint({
    method: 'GET',
    path: '/deals/board',
    summary: 'A pipeline as columns: the first cards of each stage, its count and sum',
    tag,
    input: boardFilter.extend({ pipelineId: id, limit: limit.max(50).default(20) }),
    output: z.object({ columns: z.array(column) }),
    errors: filterErrors,
  }),
  boardTotals: endpoint({
    method: 'GET',
    path: '/deals/board/totals',
    summary: 'Counts and sums of the columns under any filter',
    tag,
    input: boardFilter.extend({ pipelineId: id }),
    output: z.object({ columns: z.array(totals.extend({ stageId: id })) }),
    errors: filterErrors,
  }),
  boardColumn: endpoint({
    method: 'GET',
    path: '/deals/board/stages/{stageId}',
    summary: 'The next cards of one column',
    tag,
    input: boardFilter.extend({ stageId: id, cursor: cursor(place).optional(), limit: limit.default(40) }),
    output: pageOf(dealRow),
    errors: listErrors,
  }),
  search: endpoint({
    method: 'GET',
    path: '/deals/search',
    summary: 'Deals by a part of the title or by number, likeliest first',
    tag,
    input: z.object({ text: line(200).pipe(z.string().min(1)), limit: limit.max(50).default(10) }),
    output: z.object({ rows: z.array(dealRow) }),
  }),
  reference: endpoint({
    method: 'GET',
    path: '/deals/reference',
    summary: 'What deals are described with: pipelines, sources, loss reasons, people',
    tag,
    input: z.object({}),
    output: z.object({
      pipelines: z.array(pipeline),
      sources: z.array(choice),
      lossReasons: z.array(choice),
      competitors: z.array(choice),
      contactRoles: z.array(choice),
      /** Whose deals the reader may see. */
      owners: z.array(named.extend({ departmentId: id.nullable(), left: z.boolean() })),
      departments: z.array(named.extend({ parentId: id.nullable() })),
      may: z.object({
        create: z.boolean(),
        edit: z.boolean(),
        move: z.boolean(),
        reassign: z.boolean(),
        trash: z.boolean(),
        purge: z.boolean(),
        configure: z.boolean(),
      }),
    }),
  }),
  get: endpoint({
    method: 'GET',
    path: '/deals/{id}',
    summary: 'One deal',
    tag,
    input: z.object({ id }),
    output: dealCard,
  }),
  history: endpoint({
    method: 'GET',
    path: '/deals/{id}/history',
    summary: 'What happened to a deal, newest first, and its time on each stage',
    tag,
    input: z.object({ id }),
    output: z.object({ entries: z.array(historyEntry), stageTimes: z.array(stageTime) }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/deals',
    summary: 'Make a deal',
    tag,
    input: newDeal,
    output: dealCard,
    errors: {
      STAGE_UNKNOWN: { status: 400 },
      LOSS_REASON_REQUIRED: { status: 400 },
      REFERENCE_MISSING: changeErrors.REFERENCE_MISSING,
      RATE_MISSING: changeErrors.RATE_MISSING,
      ...customErrors,
      ...stageFieldErrors,
    },
  }),
  copy: endpoint({
    method: 'POST',
    path: '/deals/{id}/copy',
    summary:
      'Make a deal like this one on the first stage: fields, contacts, team and products go along, history does not',
    tag,
    input: z.object({ id, title: title.optional() }),
    output: dealCard,
    errors: { STAGE_UNKNOWN: { status: 400 }, RATE_MISSING: changeErrors.RATE_MISSING },
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/deals/{id}',
    summary: 'Change fields of a deal; `version` is the one you have read',
    tag,
    input: z.object({ id, version, changes: dealChanges }),
    output: dealCard,
    errors: changeErrors,
  }),
  move: endpoint({
    method: 'POST',
    path: '/deals/{id}/move',
    summary: 'Move a deal to a stage; a loss asks for its reason',
    tag,
    input: z.object({
      id,
      version: version.optional(),
      stageId: id,
      /** Now when absent. */
      occurredAt: instant.optional(),
      lossReasonId: id.nullable().optional(),
      lossComment: z.string().trim().max(2_000).nullable().optional(),
      lossCompetitorId: id.nullable().optional(),
      /** Own fields that are changed along with the move: those that the stage asks for. */
      custom: customChanges.optional(),
    }),
    output: z.object({ deal: dealRow, /** Number of the move, for undoing it. */ seq: z.int() }),
    errors: moveErrors,
  }),
  undoMove: endpoint({
    method: 'POST',
    path: '/deals/{id}/undo-move',
    summary: 'Take the last move of a deal back',
    tag,
    input: z.object({ id, seq: z.int().min(1) }),
    output: dealRow,
    errors: {
      NOTHING_TO_UNDO: { status: 409 },
      STAGE_UNKNOWN: { status: 400 },
      DEAL_CHANGED: changeErrors.DEAL_CHANGED,
    },
  }),
  trash: endpoint({
    method: 'POST',
    path: '/deals/trash',
    summary: 'Put deals into the trash, out of all figures, or take them back',
    tag,
    input: z.object({ ids: z.array(id).min(1).max(500), deleted: z.boolean() }),
    output: done,
  }),

  ...participantEndpoints(dealCard, changeErrors),
  ...bulkEndpoints(bulkQuestion),
  ...trashEndpoints,
  ...dealSettings,
}
