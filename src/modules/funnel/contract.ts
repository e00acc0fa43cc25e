import { z } from 'zod'
import { amountMinor, day, endpoint, id, instant, listOf, pageOf, periodKey } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'

import { compared, group, leak, rate, sum } from './contract/shapes.ts'

export { rate } from './contract/shapes.ts'

/** Whose deals, of which time: the filters of every funnel question. Absent lists mean everybody and everything in the asker's scope. */
export const funnelFilters = z.object({
  period: periodKey,
  /** The first pipeline in use when absent. */
  pipelineId: id.optional(),
  sellerIds: listOf(id).optional(),
  /** With the departments below them. */
  departmentIds: listOf(id).optional(),
  sourceIds: listOf(id).optional(),
})

/** How a cohort is looked at: does a jump over a stage count as reaching it, and within how many days from creation. */
export const cohortView = z.object({
  /** `strict`: a deal counts for as long as it went through every stage in order. */
  order: z.enum(['skips', 'strict']).default('skips'),
  /** Days from the creation of each deal; what happened later is not seen. */
  window: z.enum(['all', '30', '60', '90', '180']).default('all'),
})

const seconds = z.number().nullable()

const stage = z.object({ id, name: z.string(), color: z.string(), archived: z.boolean() })

/** Where all deals stand now. */
const snapshot = z.object({
  all: sum,
  open: sum,
  won: sum,
  lost: sum,
  /** Open deals of which only the existence is known. */
  withoutStage: z.int(),
  /** Won of all. */
  overall: rate,
  stages: z.array(
    z.object({
      stageId: id,
      here: sum,
      /** Open here or further, and won. */
      reached: sum,
      /** Of those, reached the next stage; from the last one: won. */
      toNext: rate,
    }),
  ),
})

/** What happened within the period, to whichever deals. */
const period = z.object({
  created: sum,
  won: sum,
  lost: sum,
  /** Won in the period ÷ created in it; may exceed 1. */
  wonToCreated: z.number().nullable(),
  /** Won ÷ (won + lost) of the deals closed in the period. */
  winRate: rate,
  winRateByMoney: z.number().nullable(),
  stages: z.array(
    z.object({
      stageId: id,
      /** First entries in the period, a jump over the stage included. */
      entered: z.int(),
      /** Entered the next ÷ entered this one; from the last one: won. May exceed 1. */
      toNext: z.number().nullable(),
      lost: sum,
    }),
  ),
})

/** How the deals that were created in the period went on until now. */
const cohort = z.object({
  created: sum,
  open: sum,
  won: sum,
  lost: sum,
  /** Went on in another pipeline. */
  moved: sum,
  /** In the strict order: jumped over a stage. */
  aside: sum,
  /** Created so lately that the window is not over for them. */
  young: z.int(),
  /** Won so far of the created. */
  conversion: rate,
  /** Share of the created whose fate is not decided: how unripe the cohort is. */
  stillOpen: z.number().nullable(),
  /** Deals without a stage history (imports): counted above, absent from the stages. */
  withoutHistory: z.int(),
  stages: z.array(
    z.object({
      stageId: id,
      reached: sum,
      toNext: rate,
      /** Still open, and this is how far they came. */
      open: sum,
      lost: sum,
      /** Lost of those that left the stage; open deals are neither. */
      dropOff: rate,
      dropOffByMoney: z.number().nullable(),
    }),
  ),
  /** Where most money was lost. */
  worstLeakStageId: id.nullable(),
})

const stageTime = z.object({
  stageId: id,
  /** Stays that ended in the period. */
  n: z.int(),
  meanSeconds: seconds,
  medianSeconds: seconds,
  p90Seconds: seconds,
  small: z.boolean(),
})

/** Calendar time, or the working time of the company: its calendar, nine to six. */
const clock = z.enum(['calendar', 'working']).default('calendar')

const ongoingStays = z.object({
  stageId: id,
  /** Deals on the stage now whose entry is known. */
  n: z.int(),
  /** Ended stays of the same months, for the estimate. */
  ended: z.int(),
  /** Kaplan–Meier: half have left by then, those that are still there counted as «at least so long». Null: half have not. */
  medianSeconds: seconds,
})

/** Figures whose deals can be listed. `…_stage` figures take a stage. */
export const figures = [
  'now_all',
  'now_open',
  'now_won',
  'now_lost',
  'now_here_stage',
  'now_reached_stage',
  'period_created',
  'period_won',
  'period_lost',
  'period_entered_stage',
  'period_lost_stage',
  'cohort_created',
  'cohort_open',
  'cohort_won',
  'cohort_lost',
  'cohort_moved',
  'cohort_without_history',
  'cohort_reached_stage',
  'cohort_open_stage',
  'cohort_lost_stage',
  'stays_stage',
  'ongoing_stage',
] as const
export const figure = z.enum(figures)
export type Figure = z.infer<typeof figure>

const dealBehind = z.object({
  dealId: id,
  /** Null: the deal has been handed to a team that the asker does not see. */
  title: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  /** Where the deal stands now. */
  stageName: z.string().nullable(),
  amountMinor: amountMinor.nullable(),
  /** When it happened: created, entered, left, closed — what the figure counts. */
  at: instant,
  /** How long: for figures of time. */
  seconds,
})

const named = z.object({ id, name: z.string() })

const tag = 'funnel'
const errors = { NO_PIPELINE: { status: 404 } } as const

export const funnelContract = {
  choices: endpoint({
    method: 'GET',
    path: '/funnel/choices',
    summary: 'What the funnel can be filtered by: pipelines, people in scope, departments, sources',
    tag,
    input: z.object({}),
    output: z.object({
      pipelines: z.array(named),
      people: z.array(named.extend({ hasLeft: z.boolean() })),
      departments: z.array(named),
      sources: z.array(named),
    }),
  }),
  view: endpoint({
    method: 'GET',
    path: '/funnel',
    summary: 'The funnel in three views: now, what happened in the period, and how the deals created in it went on',
    tag,
    input: funnelFilters.extend(cohortView.shape),
    output: z.object({
      period: z.object({ key: z.string(), start: day, end: day }),
      /** Changed deals that the strict order and the windows do not know yet. */
      waiting: z.int(),
      /** Closed months that the period touches: what came, was won and lost in them stands as it was closed. */
      closedMonths: z.array(day),
      pipeline: z.object({ id, name: z.string() }),
      stages: z.array(stage),
      snapshot,
      happened: period,
      cohort,
    }),
    errors,
  }),
  reasons: endpoint({
    method: 'GET',
    path: '/funnel/reasons',
    summary: 'Why the deals created in the period were lost, by the furthest stage that they came to',
    tag,
    input: funnelFilters,
    output: z.object({
      rows: z.array(sum.extend({ stageId: id.nullable(), reasonId: id.nullable(), reasonName: z.string().nullable() })),
    }),
    errors,
  }),
  leaks: endpoint({
    method: 'GET',
    path: '/funnel/leaks',
    summary: 'What each stage would bring if sellers passed deals on as the best quarter of them does, dearest first',
    tag,
    input: funnelFilters,
    output: z.object({
      stages: z.array(
        leak.omit({ share: true, shrunk: true, small: true }).extend({ name: z.string(), color: z.string() }),
      ),
      sellers: z.array(z.object({ ownerId: id, name: z.string(), leaks: z.array(leak), most: leak.nullable() })),
    }),
    errors,
  }),
  compare: endpoint({
    method: 'GET',
    path: '/funnel/compare',
    summary: 'Two groups of deals beside each other, with a test of whether they differ by more than chance',
    tag,
    input: funnelFilters.extend({
      ...cohortView.shape,
      /** The other group: the same period when absent. */
      otherPeriod: periodKey.optional(),
      otherSellerIds: listOf(id).optional(),
      otherDepartmentIds: listOf(id).optional(),
      otherSourceIds: listOf(id).optional(),
    }),
    output: z.object({
      pipeline: z.object({ id, name: z.string() }),
      waiting: z.int(),
      stages: z.array(stage),
      first: group,
      second: group,
      rows: z.array(compared),
    }),
    errors,
  }),
  time: endpoint({
    method: 'GET',
    path: '/funnel/time',
    summary: 'Time in stage: stays that ended in the period',
    tag,
    input: funnelFilters,
    output: z.object({
      /** Median and p90 come from a histogram, within 4 %. */
      approximate: z.boolean(),
      stages: z.array(stageTime),
    }),
    errors,
  }),
  ongoing: endpoint({
    method: 'GET',
    path: '/funnel/ongoing',
    summary: 'Stays that still go on, and the median time in stage that takes them into account (last twelve months)',
    tag,
    input: funnelFilters.omit({ period: true }),
    output: z.object({ sinceDay: day, approximate: z.boolean(), stages: z.array(ongoingStays) }),
    errors,
  }),
  distribution: endpoint({
    method: 'GET',
    path: '/funnel/distribution',
    summary:
      'How long each stage takes: distribution of the stays that ended in the period, and the curve with those that go on',
    tag,
    input: funnelFilters.extend({ clock }),
    output: z.object({
      clock,
      /** Seconds of a day by this clock. */
      dayS: z.number(),
      sinceDay: day,
      stages: z.array(
        stageTime.extend({
          name: z.string(),
          open: z.int(),
          censoredMedianSeconds: seconds,
          bins: z.array(z.object({ fromS: z.number(), toS: seconds, n: z.int(), open: z.int() })),
          curve: z.array(z.object({ seconds: z.number(), share: z.number(), atRisk: z.int() })),
        }),
      ),
    }),
    errors,
  }),
  stuck: endpoint({
    method: 'GET',
    path: '/funnel/stuck',
    summary: 'Deals that stand on their stage longer than nine of ten did in the last twelve months, dearest first',
    tag,
    input: funnelFilters.omit({ period: true }).extend({ clock, limit: z.int().min(1).max(500).default(100) }),
    output: z.object({
      /** What is usual on each stage; a stage with few stays is not here, and nothing is stuck on it. */
      usual: z.array(z.object({ stageId: id, name: z.string(), seconds: z.number() })),
      n: z.int(),
      amountMinor: z.int(),
      rows: z.array(
        z.object({
          dealId: id,
          title: z.string().nullable(),
          ownerId: id.nullable(),
          ownerName: z.string().nullable(),
          stageId: id,
          stageName: z.string(),
          amountMinor,
          enteredAt: instant,
          seconds: z.number(),
          times: z.number(),
        }),
      ),
    }),
    errors,
  }),
  cycle: endpoint({
    method: 'GET',
    path: '/funnel/cycle',
    summary: 'From creation to win: deals won in the period',
    tag,
    input: funnelFilters,
    output: z.object({
      n: z.int(),
      meanSeconds: seconds,
      medianSeconds: seconds,
      /** Won before they were created, by their dates: counted, and worth a look. */
      negative: z.int(),
      small: z.boolean(),
    }),
    errors,
  }),
  deals: endpoint({
    method: 'GET',
    path: '/funnel/deals',
    summary: 'The deals behind a figure of the funnel, newest first',
    tag,
    input: funnelFilters.extend({
      figure,
      stageId: id.optional(),
      cursor: cursor(z.tuple([instant, id, z.int()])).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: pageOf(dealBehind),
    errors: { ...errors, STAGE_NEEDED: { status: 400 } },
  }),
}
