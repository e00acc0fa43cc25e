import type { Day } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod, lastDayOf, type Period, periodToDate } from '#core/calendar/period.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import { workCalendar } from '#modules/org/api.ts'
import { planFact } from '#modules/planfact/api.ts'
import { driverParts, type PipelineNames, type Span } from '../calc/flow.ts'
import type { Split } from '../contract.ts'
import { type Happened, happenedIn, pipelinesOf, winsIn } from '../data/flow.ts'
import { daysWorked } from './days-worked.ts'
import type { CaseSubject } from './subject.ts'

/** A deviation in figures: what was to be, what is, and the gap in money with its parts. */
export interface Measured {
  expected: number
  actual: number
  n: number | null
  gapMinor: number
  planMinor: number | null
  split: Split
}

/** How many months before a period are called usual. */
const USUAL_MONTHS = 3

type PlanRow = Awaited<ReturnType<typeof planFact>>['rows'][number]

/** Plan/fact of a period with the day it was asked on. */
export async function paceTable(tx: Tx, { actor, now }: By, period: string) {
  return planFact(tx, actor, asPeriod(period), todayOf({ actor, now }), { team: '', nobody: '' })
}

/**
 * The deviation of sales from what is due by now.
 * @throws Refusal CASE_NO_DATA without a plan, for a period that has not begun; CASE_NO_GAP when the subject is not behind
 */
export async function measurePace(
  tx: Tx,
  by: By,
  subject: CaseSubject,
  period: string,
  table?: Awaited<ReturnType<typeof paceTable>>,
): Promise<Measured> {
  const { rows } = table ?? (await paceTable(tx, by, period))
  const row = rows.find((one) => one.level === subject.level && one.subjectId === subject.id)
  if (!row || row.planMinor === null || row.dueMinor === null) throw new Refusal('CASE_NO_DATA', { what: 'plan' })
  if (row.deviationMinor === null) throw new Refusal('CASE_NO_DATA', { what: 'notBegun' })
  if (row.deviationMinor >= 0) throw new Refusal('CASE_NO_GAP')
  const spans = await spansFor(tx, by, period)
  const { usual, now, expectedDays, pipelines } = await flowsOf(tx, by, subject, spans)
  const parts = driverParts({
    usual,
    now,
    expectedDays,
    pipelines,
    expectedMinor: row.dueMinor,
    actualMinor: row.factMinor,
  })
  return {
    expected: row.dueMinor,
    actual: row.factMinor,
    n: row.won,
    gapMinor: row.deviationMinor,
    planMinor: row.planMinor,
    split: {
      usual: usual.flows.some((flow) => flow.won > 0) ? spanOf(spans.usual) : null,
      span: spanOf(spans.now),
      parts,
      people: subject.level === 'person' ? [] : peopleBelow(rows, row),
    },
  }
}

/** People under a line with how far each is from what is due of him, the furthest behind first. */
function peopleBelow(rows: readonly PlanRow[], top: PlanRow): Split['people'] {
  const inside = new Set([top.subjectId])
  const people: Split['people'] = []
  for (const row of rows) {
    if (row.parentId === null || !inside.has(row.parentId)) continue
    inside.add(row.subjectId)
    if (row.level === 'person' && row.deviationMinor !== null && row.deviationMinor !== 0)
      people.push({ personId: row.subjectId, name: row.name, deviationMinor: row.deviationMinor })
  }
  return people.toSorted((a, b) => a.deviationMinor - b.deviationMinor)
}

export interface Spans {
  /** The part of the period that has begun, and the whole months before it whose levels are usual. */
  now: Period
  usual: Period
  calendar: WorkCalendar
}

/** @throws Refusal CASE_NO_DATA for a period that has not begun */
export async function spansFor(tx: Tx, { actor, now }: By, period: string): Promise<Spans> {
  const whole = asPeriod(period)
  const begun = periodToDate(whole, todayOf({ actor, now }))
  if (!begun) throw new Refusal('CASE_NO_DATA', { what: 'notBegun' })
  const month = monthOf(whole.start)
  const usual = { start: firstDay(addMonths(month, -USUAL_MONTHS)), end: firstDay(month) }
  return { now: begun, usual, calendar: await workCalendar(tx) }
}

async function flowsOf(tx: Tx, { actor }: By, subject: CaseSubject, spans: Spans) {
  const zone = zoneOf({ actor })
  const pipelines = await pipelinesOf(tx)
  const ids = pipelines.map(({ id }) => id)
  const days = await daysWorked(tx, actor.workspaceId, subject.sellers, [spans.usual, spans.now], spans.calendar)
  const spanOfFlow = async (period: Period, personDays: number): Promise<Span> => {
    const happened = await happenedIn(tx, subject.owners, ids, cutPeriod(period, zone, false))
    const wins = await winsIn(tx, subject.owners, period)
    return spanOfHappened([...happened, ...wins], pipelines, personDays)
  }
  const usual = await spanOfFlow(spans.usual, days[0] ?? 0)
  const now = await spanOfFlow(spans.now, days[1] ?? 0)
  const [all, elapsed] = [workingDays(spans.usual, spans.calendar), workingDays(spans.now, spans.calendar)]
  // One person is expected on all days; of a team as many people as there usually are.
  const heads = subject.level === 'person' ? 1 : all > 0 ? usual.personDays / all : 0
  return { usual, now, expectedDays: heads * elapsed, pipelines }
}

function spanOfHappened(rows: readonly Happened[], pipelines: readonly PipelineNames[], personDays: number): Span {
  const of = (kind: Happened['kind'], pipelineId: string, stageId?: string) =>
    rows.filter(
      (row) => row.kind === kind && row.pipelineId === pipelineId && (stageId === undefined || row.stageId === stageId),
    )
  const count = (found: readonly Happened[]) => found.reduce((sum, row) => sum + row.n, 0)
  return {
    personDays,
    activities: count(rows.filter((row) => row.kind === 'activity')),
    flows: pipelines.map(({ id, stages }) => ({
      pipelineId: id,
      entered: stages.map((stage) => count(of('reached', id, stage.id))),
      lostLast: count(of('closed_lost', id, stages.at(-1)?.id ?? '')),
      won: count(of('win', id)),
      wonMinor: of('win', id).reduce((sum, row) => sum + row.moneyMinor, 0),
    })),
  }
}

export function spanOf(period: Period): { from: Day; to: Day } {
  return { from: period.start, to: lastDayOf(period) }
}
