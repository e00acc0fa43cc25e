import { asPeriod, periodKey } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { cohortFunnel } from '../calc/cohort.ts'
import { happenedInPeriod } from '../calc/happened.ts'
import { snapshotFunnel } from '../calc/snapshot.ts'
import { cohortGroups } from '../data/cohort.ts'
import { happenings } from '../data/happened.ts'
import { cutPeriod } from '../data/slice.ts'
import { standingNow } from '../data/snapshot.ts'
import { type Asking, type Filters, questionOf } from './question.ts'

/** The funnel in its three views. @throws Refusal as questionOf */
export async function funnelView(tx: Tx, asking: Asking, filters: Filters & { period: string }) {
  const { pipeline, whose, zone, openStages } = await questionOf(tx, asking, filters)
  const period = asPeriod(filters.period)
  const cut = cutPeriod(period, zone, whose.sources !== null)
  const standing = await standingNow(tx, whose)
  const events = await happenings(tx, whose, cut)
  const groups = await cohortGroups(tx, whose, cut)

  // A stage that is not in use any more is shown as long as something is counted on it.
  const counted = new Set([...standing, ...events, ...groups].map((row) => row.stageId))
  const stages = openStages.filter((stage) => !stage.archived || counted.has(stage.id))
  const stageIds = stages.map((stage) => stage.id)
  const closing = pipeline.stages.filter((stage) => stage.meaning !== 'open')
  return {
    period: { key: periodKey(period), start: period.start, end: period.end },
    pipeline: { id: pipeline.id, name: pipeline.name },
    stages: stages.map(({ id, name, color, archived }) => ({ id, name, color, archived })),
    snapshot: snapshotFunnel([...stages, ...closing], standing),
    happened: happenedInPeriod(stageIds, events),
    cohort: cohortFunnel(stageIds, groups),
  }
}
