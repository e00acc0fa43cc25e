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
import { currencies } from '#core/money/currency.ts'
import { choice, dealSettings, meaning, named, pipeline, stage } from './contract/settings.ts'

export {
  type Meaning,
  meanings,
  type NamedChoice,
  type Pipeline,
  type Stage,
  stageColors,
} from './contract/settings.ts'

/**
 * What a list is ordered by; with a minus in front downwards. `stageAge`: how long the deal has been on its stage.
 * In the orders `expected`, `updated` and `title` open deals come first, in `closed` closed ones; what has no date comes last.
 */
export const dealSorts = ['created', 'amount', 'expected', 'closed', 'updated', 'title', 'stageAge'] as const
export type DealSortName = (typeof dealSorts)[number]
export const dealSort = z.templateLiteral([z.enum(['', '-']), z.enum(dealSorts)])
export type DealSort = z.output<typeof dealSort>

const version = z.int().min(1)
const count = z.int().min(0)
const currency = z.enum(currencies)
const title = line(500).pipe(z.string().min(1))
/** Up to a hundred billion roubles: sums of many stay exact. */
const dealAmount = amountMinor.min(0).max(10_000_000_000_000)

export const dealRow = z.object({
  id,
  title: z.string(),
  stage: stage.omit({ position: true, archived: true }),
  owner: named.nullable(),
  company: named.nullable(),
  source: named.nullable(),
  lossReason: named.nullable(),
  /** As it was agreed. */
  amountMinor,
  currency: z.string(),
  /** In the company's currency: at the day's rate, from the win on at the rate of the win. */
  baseMinor: amountMinor,
  expectedCloseOn: z.string().nullable(),
  createdAt: instant,
  closedAt: instant.nullable(),
  stageEnteredAt: instant,
  updatedAt: instant,
  version,
})
export type DealRow = z.output<typeof dealRow>

export const dealCard = dealRow.extend({
  pipeline: named,
  contact: named.extend({ phone: z.string().nullable(), email: z.string().nullable() }).nullable(),
  lossComment: z.string().nullable(),
  comment: z.string().nullable(),
  /** When we learnt of the deal; later than createdAt for an imported one. */
  recordedAt: instant,
  createdBy: named.nullable(),
  /** Where it came from: the system and its number there. */
  external: z.object({ source: z.string(), id: z.string() }).nullable(),
  lines: z.array(
    z.object({
      lineNo: z.int(),
      /** Null: a product that nobody has matched yet, under the name it came with. */
      productId: id.nullable(),
      productName: z.string(),
      quantity: z.number(),
      priceMinor: amountMinor,
    }),
  ),
  /** What the reader may do with this deal. */
  may: z.object({ edit: z.boolean(), move: z.boolean(), reassign: z.boolean(), trash: z.boolean() }),
})
export type DealCard = z.output<typeof dealCard>

const change = z.object({
  field: z.string(),
  from: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  to: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  /** Names of what `from` and `to` point at, where they are ids of something the reader sees. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
})

const historyEntry = z.object({
  kind: z.enum(['created', 'moved', 'undone', 'edited']),
  /** When it happened, and when it was written down. */
  at: instant,
  recordedAt: instant,
  by: named.nullable(),
  /** ui, api, import, sync, rule, demo. */
  source: z.string(),
  /** Of a move. */
  seq: z.int().nullable(),
  from: stage.nullable(),
  to: stage.nullable(),
  /** False: the moment is not known exactly. */
  certain: z.boolean(),
  /** Taken back later. */
  voided: z.boolean(),
  changes: z.array(change),
})
export type HistoryEntry = z.output<typeof historyEntry>

const stageTime = z.object({
  stage,
  /** Σ of all stays; null where the history does not say. */
  seconds: z.number().nullable(),
  visits: count,
  /** Passed by a forward move without a stay. */
  skipped: z.boolean(),
  current: z.boolean(),
})

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
}
export const dealFilter = z.object(filterFields)
export type DealFilter = z.output<typeof dealFilter>

/** The board shows stages as columns, so it is not filtered by them. */
export const boardFilter = dealFilter.omit({ stageIds: true, outcomes: true, closed: true })
export type BoardFilter = z.output<typeof boardFilter>

/** Order, part of the list, key of the last row in it, its id. */
const place = z.tuple([dealSort, z.int().min(0).max(9), z.string().max(600), id])
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

const listErrors = { CURSOR_BROKEN: { status: 400 } } as const
const changeErrors = {
  /** Somebody else changed the deal since the version that was read; `current` is what it is now. */
  DEAL_CHANGED: { status: 409, data: z.object({ current: dealCard }) },
  REFERENCE_MISSING: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
  RATE_MISSING: { status: 409, data: z.object({ currency: z.string(), day: z.string() }) },
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
})

export const newDeal = dealFields.partial().required({ title: true }).extend({
  /** The first open stage of the first pipeline when absent. */
  stageId: id.optional(),
})
export const dealChanges = dealFields.partial()

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
  }),
  board: endpoint({
    method: 'GET',
    path: '/deals/board',
    summary: 'A pipeline as columns: the first cards of each stage, its count and sum',
    tag,
    input: boardFilter.extend({ pipelineId: id, limit: limit.max(50).default(20) }),
    output: z.object({ columns: z.array(column) }),
  }),
  boardTotals: endpoint({
    method: 'GET',
    path: '/deals/board/totals',
    summary: 'Counts and sums of the columns under any filter',
    tag,
    input: boardFilter.extend({ pipelineId: id }),
    output: z.object({ columns: z.array(totals.extend({ stageId: id })) }),
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
      /** Whose deals the reader may see. */
      owners: z.array(named.extend({ departmentId: id.nullable(), left: z.boolean() })),
      departments: z.array(named.extend({ parentId: id.nullable() })),
      may: z.object({
        create: z.boolean(),
        edit: z.boolean(),
        move: z.boolean(),
        reassign: z.boolean(),
        trash: z.boolean(),
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
      REFERENCE_MISSING: changeErrors.REFERENCE_MISSING,
      RATE_MISSING: changeErrors.RATE_MISSING,
    },
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
    errors: { NOTHING_TO_UNDO: { status: 409 }, DEAL_CHANGED: changeErrors.DEAL_CHANGED },
  }),
  trash: endpoint({
    method: 'POST',
    path: '/deals/trash',
    summary: 'Put deals into the trash, out of all figures, or take them back',
    tag,
    input: z.object({ ids: z.array(id).min(1).max(500), deleted: z.boolean() }),
    output: done,
  }),

  ...dealSettings,
}
