import { countingOf } from '../data/counting.ts'
import { asPeriod, periodKey } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cohortFunnel, type CohortGroup } from '../calc/cohort.ts'
import { happenedInPeriod } from '../calc/happened.ts'
import { snapshotFunnel } from '../calc/snapshot.ts'
import { cohortGroups } from '../data/cohort.ts'
import { happenings } from '../data/happened.ts'
import { cohortWithin } from '../data/paths.ts'
import { cutPeriod } from '../data/slice.ts'
import { standingNow } from '../data/snapshot.ts'
import { type Asking, type Filters, type Question, questionOf } from './question.ts'

/** How the cohort is looked at (contract: cohortView). */
export interface CohortView {
  order: 'skips' | 'strict'
  window: 'all' | '30' | '60' | '90' | '180'
}

/** Whether totals do not answer: they know neither orders nor windows. */
export function needsPaths({ order, window }: CohortView): boolean {
  return order === 'strict' || window !== 'all'
}

/** The funnel in its three views. @throws Refusal as questionOf */
export async function funnelView(
  tx: Tx,
  asking: Asking,
  filters: Filters & CohortView & { period: string; waiting: number },
) {
  const question = await questionOf(tx, asking, filters)
  const { pipeline, whose, zone, openStages } = question
  const period = asPeriod(filters.period)
  const cut = cutPeriod(period, zone, whose.sources !== null)
  // None waits for another: the database goes on while answers are read.
  const [standing, events, { groups, young }, { closed }] = await Promise.all([
    standingNow(tx, whose),
    happenings(tx, { whose, zone }, cut, period),
    cohortOf(tx, question, filters),
    countingOf(tx, period),
  ])

  // A stage that is not in use any more is shown as long as something is counted on it.
  const counted = new Set([...standing, ...events, ...groups].map((row) => row.stageId))
  const stages = openStages.filter((stage) => !stage.archived || counted.has(stage.id))
  const stageIds = stages.map((stage) => stage.id)
  const closing = pipeline.stages.filter((stage) => stage.meaning !== 'open')
  return {
    period: { key: periodKey(period), start: period.start, end: period.end },
    waiting: filters.waiting,
    closedMonths: [...closed],
    pipeline: { id: pipeline.id, name: pipeline.name },
    stages: stages.map(({ id, name, color, archived }) => ({ id, name, color, archived })),
    snapshot: snapshotFunnel([...stages, ...closing], standing),
    happened: happenedInPeriod(stageIds, events),
    cohort: { ...cohortFunnel(stageIds, groups), young },
  }
}

/** The deals created in the period, by outcome and by how far they came: from the totals, or from the ways of the deals. */
export async function cohortOf(
  tx: Tx,
  { whose, zone, now }: Pick<Question, 'whose' | 'zone' | 'now'>,
  asked: CohortView & { period: string },
): Promise<{ groups: CohortGroup[]; young: number }> {
  const period = asPeriod(asked.period)
  if (!needsPaths(asked))
    return { groups: await cohortGroups(tx, whose, cutPeriod(period, zone, whose.sources !== null)), young: 0 }
  const windowDays = asked.window === 'all' ? null : Number(asked.window)
  return cohortWithin(tx, whose, {
    ...periodInstants(period, zone),
    cut: cutPeriod(period, zone, false),
    strict: asked.order === 'strict',
    windowDays,
    now,
  })
}
