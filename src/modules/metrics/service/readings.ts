import type { Day } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { intersection, type Period } from '#core/calendar/period.ts'
import { type Cell, sumCells } from '../calc/cells.ts'
import type { Atoms } from '../calc/atoms.ts'
import { headcountOf } from '../calc/headcount.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { stageCells } from './stage-cells.ts'
import { stageOdds } from '../calc/stage-odds.ts'
import { isTime, timeBuckets } from '../calc/time-buckets.ts'
import { dealCells } from '../data/deal-cells.ts'
import type { DealFacts } from '../data/deal-rows.ts'
import { salesPeople } from '../data/names.ts'
import { companyOutcomes, type StageOfAll } from '../data/odds.ts'
import { activityCells, expectedCells, leadCells, paymentCells } from '../data/other-cells.ts'
import { cycleCells, newClientCells, peopleKnow } from '../data/people-cells.ts'
import { byPipeline, type Slice } from '../data/slice.ts'
import { stageGroups } from '../data/stage-groups.ts'
import type { MetricAsking } from './figures.ts'
import { planCells } from './plan-cells.ts'
import type { Resolved } from './question.ts'

/** Which facts about deals a metric is made of. */
const DEAL_FACTS: Partial<Record<MetricKey, readonly DealFacts[]>> = {
  sales: ['booked'],
  won: ['booked'],
  averageCheck: ['booked'],
  growth: ['booked'],
  newClients: ['booked'],
  newClientsSales: ['booked'],
  newClientsShare: ['booked'],
  created: ['created'],
  lost: ['closed'],
  lostMoney: ['closed'],
  winRate: ['closed'],
  winRateMoney: ['closed'],
  periodConversion: ['closed', 'created'],
  cohortConversion: ['cohort'],
  cohortOpen: ['cohort'],
  overallConversion: ['all'],
  openDeals: ['open'],
  openPipeline: ['open'],
  weightedPipeline: ['open'],
  velocity: ['open', 'closed', 'booked'],
}
const NEW_CLIENTS: readonly MetricKey[] = ['newClients', 'newClientsSales', 'newClientsShare']
const WON_DEALS: readonly MetricKey[] = ['medianCheck', 'cycleMedian', 'cycleMean', 'velocity']
const PLANS: readonly MetricKey[] = [
  'plan',
  'attainment',
  'due',
  'paceDeviation',
  'runRate',
  'requiredRate',
  'coverage',
]
const STAGES: readonly MetricKey[] = ['stageConversion', 'dropOff', 'dropOffMoney']

/** Odds of a stage come from the deals closed in so many months before this one and in it. */
const ODDS_MONTHS = 12

/** What one reading of the facts has found: its cells and the whole. */
export interface Found {
  cells: readonly Cell[]
  whole: Atoms
}

interface Reading {
  needed: readonly MetricKey[]
  /** Whether the whole is the sum of the cells. */
  sums: boolean
  /** Cells; some know their whole, which is null where it has to be read apart. */
  read(slice: Slice): Promise<readonly Cell[] | { cells: readonly Cell[]; whole: Atoms | null }>
}

/**
 * Reads what these metrics need, each kind of facts once. `plans`: the period that is planned and the day as of which, where the slice holds only the part of it
 * that is compared with: half of a month is done of a whole month's plan.
 */
export async function readFacts(
  asking: MetricAsking,
  { slice, stages, filters, withTotal }: Resolved,
  metrics: readonly MetricKey[],
  plans?: { period: Period; asOf: Day },
): Promise<Found[]> {
  const { tx } = asking
  const asked = (some: readonly MetricKey[]) => metrics.some((metric) => some.includes(metric))
  const facts = new Set(metrics.flatMap((metric) => DEAL_FACTS[metric] ?? []))
  const several = slice.dimensions.some(
    (one) => one.startsWith('field:') || one === 'product' || one === 'productGroup',
  )
  const open = stages.filter((stage) => stage.meaning === 'open')
  // Said once of the question: its whole is read in the way of its cells.
  const inPeople = peopleKnow(slice)
  const readings: Reading[] = [
    {
      needed: Object.keys(DEAL_FACTS) as MetricKey[],
      // All pipelines together count a deal once that each of them counts.
      sums: !several && (slice.ofPipelines || !byPipeline(slice)),
      read: async (own) =>
        dealCells(tx, own, {
          facts,
          newClients: asked(NEW_CLIENTS) && !inPeople,
          odds: metrics.includes('weightedPipeline') ? await oddsOf(asking, open) : null,
          firstStageIds: firstStages(open),
        }),
    },
    {
      needed: NEW_CLIENTS,
      sums: true,
      read: async (own) => (inPeople ? newClientCells(tx, own) : []),
    },
    { needed: WON_DEALS, sums: false, read: (own) => cycleCells(tx, own, new Set(metrics)) },
    { needed: ['payments'], sums: true, read: (own) => paymentCells(tx, own) },
    { needed: ['calls', 'meetings', 'activities'], sums: true, read: (own) => activityCells(tx, own) },
    { needed: ['leads', 'leadToDeal', 'firstResponse'], sums: false, read: (own) => leadCells(tx, own) },
    {
      needed: PLANS,
      sums: false,
      read: (own) => planCells(asking, { ...own, period: plans?.period ?? own.period }, filters, { asOf: plans?.asOf }),
    },
    { needed: ['coverage'], sums: true, read: (own) => expectedCells(tx, own) },
    { needed: ['headcount', 'turnover'], sums: false, read: (own) => peopleCells(asking, own) },
    {
      needed: STAGES,
      sums: false,
      read: async (own) => {
        const place = own.dimensions.indexOf('stage')
        return place === -1 ? [] : stageCells(await stageGroups(tx, own), open, place)
      },
    },
  ]
  const found = async ({ sums, read }: Reading): Promise<Found> => {
    const answer = await read(slice)
    const { cells, whole } = 'cells' in answer ? answer : { cells: answer, whole: null }
    if (slice.dimensions.length === 0) return { cells, whole: cells[0]?.atoms ?? {} }
    if (sums) return { cells, whole: sumCells(cells) }
    return { cells, whole: withTotal ? (whole ?? (await wholeOf(read, slice))) : {} }
  }
  // They share one connection: what is asked together goes out together.
  return Promise.all(readings.filter(({ needed }) => asked(needed)).map(found))
}

async function wholeOf(read: Reading['read'], slice: Slice): Promise<Atoms> {
  const answer = await read({ ...slice, dimensions: [] })
  const [cell] = 'cells' in answer ? answer.cells : answer
  return cell?.atoms ?? {}
}

async function oddsOf({ tx, today }: MetricAsking, open: readonly StageOfAll[]) {
  const month = monthOf(today)
  const from = firstDay(addMonths(month, 1 - ODDS_MONTHS))
  const outcomes = await companyOutcomes(tx, from, firstDay(addMonths(month, 1)))
  const odds = [...Map.groupBy(open, (stage) => stage.pipelineId)].flatMap(([pipelineId, stages]) => {
    const own = outcomes.filter((one) => one.pipelineId === pipelineId)
    return [
      ...stageOdds(
        stages.map(({ id }) => id),
        own,
      ),
    ]
  })
  return { stageIds: odds.map(([id]) => id), odds: odds.map(([, value]) => value) }
}

function firstStages(open: readonly StageOfAll[]): string[] {
  const inUse = open.filter((stage) => !stage.archived)
  return [...Map.groupBy(inUse, (stage) => stage.pipelineId).values()].flatMap(([first]) => (first ? [first.id] : []))
}

/** Headcount and leavers; everybody in the company may know who works in it. */
async function peopleCells({ tx, today }: MetricAsking, slice: Slice): Promise<Cell[]> {
  const people = await salesPeople(tx)
  const { owners, dimensions } = slice
  const mine = Array.isArray(owners) ? people.filter((person) => owners.includes(person.id)) : people
  const time = dimensions.find(isTime)
  const buckets: { key: string; period: Period }[] = time
    ? timeBuckets(slice.period, time)
    : [{ key: '', period: slice.period }]
  const departments = dimensions.includes('department')
    ? [...Map.groupBy(mine, (person) => person.departmentId)]
    : [[null, mine] as const]
  return buckets.flatMap(({ key, period }) =>
    departments.map(([departmentId, members]) => ({
      keys: dimensions.map((one) => (isTime(one) ? key : one === 'department' ? departmentId : '')),
      atoms: headcountOf(members, intersection(period, slice.period) ?? period, today),
    })),
  )
}
