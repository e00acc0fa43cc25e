import { z } from 'zod'
import { day, endpoint, flag, id, listOf, periodKey, reckonedDay } from '#core/http/contract.ts'
import { monthKey } from '#modules/cohorts/contract.ts'
import { rate } from '#modules/funnel/contract.ts'
import { MARGIN_BASES } from './calc/money.ts'

const money = z.int()
const count = z.int()
const ratio = z.number().nullable()

const filters = z.object({
  /** A month, quarter, year or another span of whole months. */
  period: periodKey,
  /** Whose stages are shown; the first pipeline in use when absent. Leads of all pipelines count. */
  pipelineId: id.optional(),
  sourceIds: listOf(id).optional(),
  /** Whether spend is taken as many days earlier as a deal usually lasts. */
  lag: flag.default(false),
})

export const sourceCuts = ['source', 'month'] as const

const line = z.object({
  /** Id of the source, or the month; null: without a source. */
  key: z.string().nullable(),
  name: z.string().nullable(),
  leads: count,
  open: count,
  /** Of these leads, won so far. */
  won: count,
  conversion: rate,
  stages: z.array(
    z.object({
      stageId: id,
      reached: count,
      /** Spend on the leads with a known history ÷ those of them that came here. */
      costMinor: money.nullable(),
    }),
  ),
  /** Of the same deals, those that are won: the end of the pipeline shown. */
  sale: z.object({ reached: count, costMinor: money.nullable() }),
  /** In the period, by the day of the win: deals less those taken back, and their money. */
  wonInPeriod: count,
  salesMinor: money,
  /** Clients whose first purchase lies in the period. */
  newClients: count,
  /** Null where nothing is recorded, or where the reader may not see it. */
  spendMinor: money.nullable(),
  /** Part of the other costs of acquisition. */
  costsMinor: money.nullable(),
  leadCostMinor: money.nullable(),
  cacPaidMinor: money.nullable(),
  cacLoadedMinor: money.nullable(),
  averageCheckMinor: money.nullable(),
  /** Gross margin of what was sold, by the cost of its products and the company's margin of the rest. */
  margin: ratio,
  /** Whose margin that is: of the products sold, the company's, or each for its part of the sales. */
  marginBasis: z.enum(MARGIN_BASES).nullable(),
  /** Of the sales, those of products of which the cost is known, and that cost; 0 for whoever does not see spend. */
  coveredMinor: money,
  goodsMinor: money,
  /** (Sales × margin − spend) ÷ spend. */
  roi: ratio,
  /** CAC paid ÷ (revenue of a client a month × margin). */
  paybackMonths: ratio,
  /** Of clients that came in the twelve months till the end of the period. */
  monthlyRevenueMinor: money.nullable(),
  /** Margin a month ÷ monthly churn; and check × orders a year × years × margin. */
  ltvByChurnMinor: money.nullable(),
  ltvByYearsMinor: money.nullable(),
  monthlyChurn: ratio,
})
export type SourceLine = z.output<typeof line>

const settings = z.object({
  /** Gross margin, 0…1; null until somebody says it. */
  margin: z.number().nullable(),
  years: z.number(),
  version: z.int(),
})
export type SourcesSettings = z.output<typeof settings>

const span = z.object({ start: reckonedDay, end: reckonedDay })

const record = z.object({
  id: z.string(),
  kind: z.enum(['deal', 'company', 'spend']),
  label: z.string(),
  detail: z.string().nullable(),
  day: z.string().nullable(),
  amountMinor: money.nullable(),
})

const tag = 'Sources'
const SOURCES_WHOLE_MONTHS = { SOURCES_WHOLE_MONTHS: { status: 400 } } as const

export const sourcesContract = {
  table: endpoint({
    method: 'GET',
    path: '/sources-analytics',
    summary: 'Leads, sales, spend, cost of a client, payback and lifetime value by source or by month',
    tag,
    input: filters.extend({ cut: z.enum(sourceCuts).default('source') }),
    output: z.object({
      period: span,
      /** The days whose spend is counted. */
      spendPeriod: span,
      /** Median days from lead to win of the deals won in the period. */
      cycleDays: z.number().nullable(),
      /** 'team': the reader's people; spend is the part that falls on their leads. */
      scope: z.enum(['company', 'team']),
      pipelineId: id.nullable(),
      stages: z.array(z.object({ id, name: z.string() })),
      total: line,
      rows: z.array(line),
      /** Leads or sales and no spend; spend and no leads. */
      withoutSpend: z.array(z.string()),
      withoutLeads: z.array(z.object({ name: z.string(), spendMinor: money })),
      settings,
      /** When classes and churn of clients were computed last; null: never. */
      churnAsOf: day.nullable(),
      sees: z.object({ spend: z.boolean(), configure: z.boolean() }),
    }),
    errors: { ...SOURCES_WHOLE_MONTHS, NO_PIPELINE: { status: 409 } },
  }),
  campaigns: endpoint({
    method: 'GET',
    path: '/sources-analytics/campaigns',
    summary: 'Campaigns of a source: spend, incoming leads, deals, sales',
    tag,
    input: filters.omit({ pipelineId: true, sourceIds: true }).extend({ sourceId: id }),
    output: z.object({
      rows: z.array(
        z.object({
          /** '': without a campaign. */
          campaign: z.string(),
          spendMinor: money.nullable(),
          leads: count,
          deals: count,
          won: count,
          conversion: rate,
          wonMinor: money,
          leadCostMinor: money.nullable(),
          winCostMinor: money.nullable(),
        }),
      ),
    }),
    errors: SOURCES_WHOLE_MONTHS,
  }),
  payback: endpoint({
    method: 'GET',
    path: '/sources-analytics/payback',
    summary: 'Cumulative gross profit of a client by month of life, against what he cost',
    tag,
    input: filters.omit({ pipelineId: true }),
    output: z.object({
      clients: count,
      cacPaidMinor: money.nullable(),
      cacLoadedMinor: money.nullable(),
      margin: z.number().nullable(),
      points: z.array(
        z.object({
          /** Month of life, from 1. */
          month: z.int(),
          /** Clients old enough. */
          clients: count,
          revenueMinor: money,
          /** Gross profit of a client till then; null without a margin. */
          profitMinor: money.nullable(),
          mature: z.boolean(),
        }),
      ),
      /** The first month in which the profit covers the cost; null: not yet, or not known. */
      paidMonth: z.int().nullable(),
      loadedMonth: z.int().nullable(),
    }),
    errors: SOURCES_WHOLE_MONTHS,
  }),
  behind: endpoint({
    method: 'GET',
    path: '/sources-analytics/behind',
    summary: 'The deals, clients or spend behind a figure',
    tag,
    input: filters.extend({
      /** Of a line by months; the period stays that of the table. */
      month: monthKey.optional(),
      figure: z.enum(['leads', 'won', 'stage', 'sales', 'clients', 'spend']),
      stageId: id.optional(),
      /** True: of leads without a source. */
      noSource: flag.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      /** The days that were looked at, of spend those of the spend. */
      days: span,
      rows: z.array(record),
      total: z.object({ n: count, amountMinor: money }),
    }),
    errors: SOURCES_WHOLE_MONTHS,
  }),
  editSettings: endpoint({
    method: 'PUT',
    path: '/sources-analytics/settings',
    summary: 'Say the gross margin and for how many years a client buys',
    tag,
    input: z.object({
      margin: z.number().gt(0).max(1).nullable(),
      years: z.number().min(0.1).max(50),
      version: z.int().min(0),
    }),
    output: settings,
    errors: { SOURCES_TERMS_CHANGED: { status: 409 } },
  }),
}
