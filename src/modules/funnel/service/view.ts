import { countingOf } from '../data/counting.ts'
import { asPeriod, monthsTouched, periodKey } from '#core/calendar/period.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
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

type Asked = Filters & CohortView & { period: string; waiting: number }

/** From so many months of people on a question is a dear one: what each of them has in each month is looked up. */
const MANY_MONTHS = 100

/**
 * The funnel in its three views. What became of the deals that were created in a long period costs as much to read, for many people, as all the rest: it is
 * read beside it, in a transaction of its own, and neither waits for the other. @throws Refusal as questionOf
 */
export async function funnelView(as: InTransaction, asking: Asking, filters: Asked) {
  if (!isDear(asking, filters))
    return as(async (tx) => {
      const question = await questionOf(tx, asking, filters)
      // None waits for another: the database goes on while answers are read.
      const [happened, cohort] = await Promise.all([happenedIn(tx, question, filters), cohortOf(tx, question, filters)])
      return viewOf(question, filters, happened, cohort)
    })
  const [{ question, happened }, cohort] = await Promise.all([
    as(async (tx) => {
      const own = await questionOf(tx, asking, filters)
      return { question: own, happened: await happenedIn(tx, own, filters) }
    }),
    as(async (tx) => cohortOf(tx, await questionOf(tx, asking, filters), filters)),
  ])
  return viewOf(question, filters, happened, cohort)
}

function isDear({ actor }: Asking, filters: Asked): boolean {
  if (actor.scope !== 'people' || needsPaths(filters)) return false
  const people = filters.sellerIds?.length ?? actor.people.length
  return people * monthsTouched(asPeriod(filters.period)).length >= MANY_MONTHS
}

/** Where deals stand now, what happened in the period, and which of its months are closed. */
async function happenedIn(tx: Tx, { whose, zone }: Question, filters: Asked) {
  const period = asPeriod(filters.period)
  const cut = cutPeriod(period, zone, whose.sources !== null)
  const counting = countingOf(tx, period)
  const [standing, events, { closed }] = await Promise.all([
    standingNow(tx, whose),
    counting.then((known) => happenings(tx, { whose, zone }, cut, known)),
    counting,
  ])
  return { standing, events, closed }
}

function viewOf(
  { pipeline, openStages }: Question,
  filters: Asked,
  { standing, events, closed }: Awaited<ReturnType<typeof happenedIn>>,
  { groups, young }: Awaited<ReturnType<typeof cohortOf>>,
) {
  const period = asPeriod(filters.period)
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
    zone,
  })
}
