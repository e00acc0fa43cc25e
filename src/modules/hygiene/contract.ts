import { z } from 'zod'
import { amountMinor, endpoint, id, listOf, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'

/** In the order of the settings page; it also decides between reasons of one weight. */
export const ruleCodes = [
  'noStep',
  'overdueTask',
  'stuck',
  'overdueClose',
  'pushedClose',
  'silent',
  'missingField',
  'zeroAmount',
] as const
export type RuleCode = (typeof ruleCodes)[number]
export const ruleCode = z.enum(ruleCodes)

const count = z.int().min(0)

const rule = z.object({
  code: ruleCode,
  enabled: z.boolean(),
  /** Days after which it counts (of pushedClose: times); null where the rule has no threshold. */
  threshold: z.int().nullable(),
  /** The threshold of a company that has changed nothing. */
  usual: z.int().nullable(),
})
export type Rule = z.output<typeof rule>

/** Why a deal is not in order. */
export const reason = z.object({
  code: ruleCode,
  /** For so many days, so many times put off; null where there is nothing to count. */
  value: z.int().nullable(),
  /** Of stuck: nine of ten leave the stage within so many days. */
  usual: z.int().nullable(),
  /** Of missingField: names of the empty fields. */
  fields: z.array(z.string()),
})
export type Reason = z.output<typeof reason>

const hygiene = z.object({
  dealId: id,
  /** 100: all is in order. */
  score: z.int().min(0).max(100),
  /** The worst three, the heaviest first. */
  reasons: z.array(reason),
  /** How many there are in all. */
  broken: count,
})
export type Hygiene = z.output<typeof hygiene>

const named = z.object({ id, name: z.string() })
const money = z.object({ n: count, sumMinor: z.number() })
const line = z.object({
  /** Null: deals without an owner. */
  owner: named.nullable(),
  open: money,
  /** Open deals that break no rule. */
  clean: money,
  byReason: z.array(money.extend({ code: ruleCode })),
})
export type SummaryLine = z.output<typeof line>

const filter = { ownerIds: listOf(id).optional(), pipelineId: id.optional() }
const tag = 'Hygiene'

export const hygieneContract = {
  rules: endpoint({
    method: 'GET',
    path: '/hygiene/rules',
    summary: 'Rules of hygiene: which are on, and from when',
    tag,
    input: z.object({}),
    output: z.object({ rules: z.array(rule), may: z.object({ configure: z.boolean() }) }),
  }),
  editRule: endpoint({
    method: 'PUT',
    path: '/hygiene/rules/{code}',
    summary: 'Switch a rule or change its threshold',
    tag,
    input: z.object({ code: ruleCode, enabled: z.boolean(), threshold: z.int().min(0).max(365).nullable() }),
    output: rule,
    errors: { THRESHOLD_REQUIRED: { status: 400 } },
  }),
  scores: endpoint({
    method: 'GET',
    path: '/hygiene/scores',
    summary: 'Score and worst reasons of these deals; closed ones have none and are left out',
    tag,
    input: z.object({ dealIds: listOf(id).pipe(z.array(id).max(500)) }),
    output: z.object({ rows: z.array(hygiene) }),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/hygiene/summary',
    summary: 'Open deals that are not in order by seller and reason: how many and how much',
    tag,
    input: z.object(filter),
    output: z.object({ total: line, rows: z.array(line), rules: z.array(ruleCode) }),
  }),
  deals: endpoint({
    method: 'GET',
    path: '/hygiene/deals',
    summary: 'Deals that break a rule (without a code: any), the largest first',
    tag,
    input: z.object({
      ...filter,
      code: ruleCode.optional(),
      /** True: deals without an owner. */
      unassigned: z.union([z.boolean(), z.stringbool()]).optional(),
      cursor: cursor(z.tuple([z.int(), id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(
      hygiene.extend({
        title: z.string(),
        stageName: z.string(),
        owner: named.nullable(),
        amountMinor,
      }),
    ),
  }),
}
