import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { periodInstants, startOfDay, today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { SMALL_SAMPLE } from '#core/statistics/rate.ts'
import { ongoingFromBuckets, ongoingFromStays, timeFromBuckets, timeOfEveryStage } from '../calc/time.ts'
import { countingOf } from '../data/counting.ts'
import { cycleOf } from '../data/cycle.ts'
import { cutPeriod } from '../data/slice.ts'
import { endedStays, exactTimes, ongoingStays, singleStays } from '../data/stays.ts'
import { type Asking, type Filters, questionOf } from './question.ts'

/** Up to so many stays are read one by one for exact quantiles; more come from the histogram, within 4 %. */
const EXACT_UP_TO = 500

/** The months whose stays say how long a stage takes these days, this one included. */
const RECENT_MONTHS = 12

/** Time in stage of the stays that ended in the period. @throws Refusal as questionOf */
export async function stageTimes(tx: Tx, asking: Asking, filters: Filters & { period: string }) {
  const { whose, zone, openStages } = await questionOf(tx, asking, filters)
  const period = asPeriod(filters.period)
  const buckets = await endedStays(tx, whose, idsOf(openStages), cutPeriod(period, zone, whose.sources !== null))
  const ended = buckets.reduce((sum, { n }) => sum + n, 0)
  const counted = new Set(buckets.map((row) => row.stageId))
  const stageIds = idsOf(openStages.filter((stage) => !stage.archived || counted.has(stage.id)))
  if (ended > EXACT_UP_TO) return { approximate: true, stages: timeFromBuckets(stageIds, buckets) }
  const exact = await exactTimes(tx, whose, stageIds, periodInstants(period, zone))
  return { approximate: false, stages: timeOfEveryStage(stageIds, exact) }
}

/**
 * Stays that still go on, and the median time in stage with them: of the last twelve months, since a short period would show the quick
 * ones only. @throws Refusal as questionOf
 */
export async function ongoingTimes(tx: Tx, asking: Asking, filters: Filters) {
  const { whose, zone, openStages, now } = await questionOf(tx, asking, filters)
  const stageIds = idsOf(openStages.filter((stage) => !stage.archived))
  const thisMonth = monthOf(today(zone, now))
  const sinceDay = firstDay(addMonths(thisMonth, 1 - RECENT_MONTHS))
  const period = { start: sinceDay, end: firstDay(addMonths(thisMonth, 1)) }
  const [goingOn, ended] = await Promise.all([
    ongoingStays(tx, whose, stageIds, now),
    endedStays(tx, whose, stageIds, cutPeriod(period, zone, whose.sources !== null)),
  ])
  const n = [...goingOn, ...ended].reduce((sum, row) => sum + row.n, 0)
  if (n > EXACT_UP_TO) return { sinceDay, approximate: true, stages: ongoingFromBuckets(stageIds, ended, goingOn) }
  const stays = await singleStays(tx, whose, stageIds, { since: startOfDay(sinceDay, zone), now })
  return { sinceDay, approximate: false, stages: ongoingFromStays(stageIds, stays) }
}

/** The sales cycle of the deals won in the period. @throws Refusal as questionOf */
export async function salesCycle(tx: Tx, asking: Asking, filters: Filters & { period: string }) {
  const { whose } = await questionOf(tx, asking, filters)
  const cycle = await cycleOf(tx, whose, await countingOf(tx, asPeriod(filters.period)))
  return { ...cycle, small: cycle.n < SMALL_SAMPLE }
}

function idsOf(stages: readonly { id: string }[]): string[] {
  return stages.map((stage) => stage.id)
}
