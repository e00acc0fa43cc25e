import type { TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { today } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { timeFromBuckets } from '../calc/time.ts'
import { openStageIds } from '../data/pipeline.ts'
import { cutPeriod } from '../data/slice.ts'
import { endedStays } from '../data/stays.ts'
import type { Asking } from './question.ts'

/** How far back «usual» looks: long enough for a sample, short enough to be about these days. */
const NORM_MONTHS = 3

/** How long nine stays of ten last on each stage, seconds, from the actor's own recent deals; stages with few stays have no norm. */
export async function stageNorms(tx: Tx, { actor, now }: Asking): Promise<{ stageId: string; p90Seconds: number }[]> {
  const zone = actor.workspace.timeZone as TimeZone
  const month = monthOf(today(zone, now))
  const period = { start: firstDay(addMonths(month, 1 - NORM_MONTHS)), end: firstDay(addMonths(month, 1)) }
  const owners = actor.scope === 'all' ? null : actor.people
  const stageIds = await openStageIds(tx)
  const buckets = await endedStays(tx, { owners, sources: null }, stageIds, cutPeriod(period, zone, false))
  return timeFromBuckets(stageIds, buckets).flatMap(({ stageId, p90Seconds, small }) =>
    small || p90Seconds === null ? [] : [{ stageId, p90Seconds }],
  )
}
