import { addDays } from '#core/calendar/day.ts'
import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { evenWeights, type DayWeights } from '#core/calendar/day-weights.ts'
import { employedPart } from '#modules/plans/api.ts'
import {
  type Band,
  type Forecast,
  type OpenDeals,
  pipelineForecast,
  planProbability,
  runRateForecast,
  stageChances,
} from '../calc/forecast.ts'
import { rollUp } from '../calc/roll-up.ts'
import { isDaily, stepAt, stepsOf, weightWithin, wholeMonths } from '../calc/steps.ts'
import { type FactStep, factsByDay, factsByMonth } from '../data/booked.ts'
import { openExpected, outcomesByStage } from '../data/open-deals.ts'
import { type Frame, type Line, NOBODY } from './frame.ts'

/** Months back that the chances of stages come from. */
const HISTORY_MONTHS = 12

export interface LineForecast extends Band {
  /** What the value and the probability come from: the pace, before the third working day the open deals. */
  basis: 'runRate' | 'pipeline'
  /** Of the plan being met. */
  probability: number | null
  runRate: Band | null
  /** Of money and won deals alone. */
  pipeline: Band | null
}

/**
 * Forecasts of every line with their bands. A line's steps are the sums of its people's, so a department's scatter is its own and not a sum of
 * theirs. Future periods have no pace: they stand on the open deals. `byDay`: the fact of the whole period day by day, where it is read already.
 */
export async function lineForecasts(
  tx: Tx,
  workspaceId: string,
  frame: Frame,
  lines: readonly Line[],
  facts: ReadonlyMap<string, number>,
  plans: ReadonlyMap<string, number>,
  byDay?: readonly FactStep[],
): Promise<Map<string, LineForecast>> {
  const { period, today, metric } = frame
  const now = addDays(today, 1) < period.end ? addDays(today, 1) : period.end
  // Of several months the season of the days is on no common scale: a year goes by plain working days.
  const scale =
    isDaily(period) && monthOf(period.start) === monthOf(addDays(period.end, -1))
      ? frame.weights
      : evenWeights(frame.calendar)
  const steps = stepsOf(period, now, scale)
  const amounts = await stepSums(tx, workspaceId, frame, steps, byDay)
  const hasPipeline = metric === 'revenue' || metric === 'won'
  const open =
    hasPipeline && now < period.end ? await openByLine(tx, workspaceId, frame) : new Map<string, OpenDeals[]>()
  const chances = open.size > 0 ? await chancesNow(tx, frame) : new Map<string, never>()
  const left: Period = { start: now > period.start ? now : period.start, end: period.end }
  const forecasts = new Map<string, LineForecast>()
  for (const line of lines) {
    const { subjectId } = line
    const there = line.level === 'person' ? employedPart(period, line) : period
    const weights: DayWeights = frame.awayOf(subjectId).length > 0 ? evenWeights(frame.calendarOf(line)) : scale
    const own = amounts.get(subjectId)
    const stepsOfLine = steps.map((step, index) => ({
      weight: weightWithin(step, there, weights),
      amount: own?.[index] ?? 0,
    }))
    const runRate = runRateForecast(stepsOfLine, left.start < left.end ? weightWithin(left, there, weights) : 0)
    const pipeline = hasPipeline
      ? pipelineForecast(facts.get(subjectId) ?? 0, open.get(subjectId) ?? [], chances)
      : null
    const main = runRate ?? pipeline
    if (!main) continue
    forecasts.set(subjectId, {
      ...band(main),
      basis: runRate ? 'runRate' : 'pipeline',
      probability: planProbability(main, plans.get(subjectId) ?? null),
      runRate: runRate && band(runRate),
      pipeline: pipeline && left.start < left.end ? band(pipeline) : null,
    })
  }
  return forecasts
}

function band({ value, low, high }: Forecast): Band {
  return { value, low, high }
}

/** What each line brought in each step. */
async function stepSums(
  tx: Tx,
  workspaceId: string,
  frame: Frame,
  steps: readonly Period[],
  byDay: readonly FactStep[] | undefined,
) {
  const { period, today, metric, lines } = frame
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return new Map<string, number[]>()
  const read: FactStep[] = []
  if (isDaily(period) && byDay) read.push(...byDay.filter(({ day }) => first.start <= day && day < last.end))
  else if (isDaily(period))
    read.push(...(await factsByDay(tx, workspaceId, metric, { start: first.start, end: last.end })))
  else {
    const whole = metric === 'leads' ? [] : wholeMonths(period, today)
    if (whole.length > 0) read.push(...(await factsByMonth(tx, workspaceId, metric, whole)))
    const start = whole.length > 0 ? (steps[whole.length]?.start ?? last.end) : first.start
    if (start < last.end) read.push(...(await factsByDay(tx, workspaceId, metric, { start, end: last.end })))
  }
  const known = new Set(lines.map(({ subjectId }) => subjectId))
  const own = steps.map(() => new Map<string, number>())
  for (const { ownerId, day, amountMinor } of read) {
    const sums = own[stepAt(steps, day)]
    const line = known.has(ownerId) ? ownerId : NOBODY
    sums?.set(line, (sums.get(line) ?? 0) + amountMinor)
  }
  const amounts = new Map<string, number[]>()
  own.forEach((sums, index) => {
    for (const [line, amount] of rollUp(lines, sums)) {
      const all = amounts.get(line) ?? steps.map(() => 0)
      all[index] = amount
      amounts.set(line, all)
    }
  })
  return amounts
}

/** Open deals that are expected to close in the period, by line: of a department those of all its people. */
async function openByLine(
  tx: Tx,
  workspaceId: string,
  { period, lines, metric }: Frame,
): Promise<Map<string, OpenDeals[]>> {
  const rows = await openExpected(tx, workspaceId, period)
  const parents = new Map(lines.map(({ subjectId, parentId }) => [subjectId, parentId]))
  const sums = new Map<string, Map<string, OpenDeals>>()
  for (const { ownerId, stageId, n, amount, squares } of rows) {
    const one = metric === 'won' ? { n, amount: n, squares: n } : { n, amount, squares }
    for (let id: string | null = parents.has(ownerId) ? ownerId : NOBODY; id !== null; id = parents.get(id) ?? null) {
      const own = sums.get(id) ?? new Map<string, OpenDeals>()
      const sum = own.get(stageId) ?? { stageId, n: 0, amount: 0, squares: 0 }
      own.set(stageId, {
        stageId,
        n: sum.n + one.n,
        amount: sum.amount + one.amount,
        squares: sum.squares + one.squares,
      })
      sums.set(id, own)
    }
  }
  return new Map([...sums].map(([id, own]) => [id, [...own.values()]]))
}

async function chancesNow(tx: Tx, { today }: Frame) {
  const month = monthOf(today)
  const { stages, outcomes } = await outcomesByStage(tx, {
    from: addMonths(month, 1 - HISTORY_MONTHS),
    to: addMonths(month, 1),
  })
  return stageChances(stages, outcomes)
}
