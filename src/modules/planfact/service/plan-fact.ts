import type { Day } from '#core/calendar/day.ts'
import {
  comparablePart,
  lastDayOf,
  type Period,
  periodKey,
  periodToDate,
  previousPeriod,
  samePeriodLastYear,
} from '#core/calendar/period.ts'
import { workingDays, workingDaysElapsed, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { employedPart } from '#modules/plans/api.ts'
import {
  attainment,
  averageCheck,
  deviation,
  dueShare,
  growth,
  requiredPerDay,
  runRate,
  type WorkingDays,
} from '../calc/figures.ts'
import { planInPeriod } from '../calc/plan-in-period.ts'
import { addTo, rollUp } from '../calc/roll-up.ts'
import { type Booked, bookedIn } from '../data/booked.ts'
import { type Frame, frameOf, type Line, type LineNames, NOBODY } from './frame.ts'

/** Listed although he has neither plan nor sales yet; others when they have. */
const SELLER = 'seller'

/** Plan/fact of a period: one row a line, sums exact at every level; compared with nothing unless asked. */
export async function planFact(
  tx: Tx,
  actor: Actor,
  period: Period,
  today: Day,
  names: LineNames,
  compare: readonly ('previous' | 'lastYear')[] = [],
) {
  const previous = compare.includes('previous') ? comparablePart(period, today, previousPeriod(period)) : null
  const lastYear = compare.includes('lastYear') ? comparablePart(period, today, samePeriodLastYear(period)) : null
  const spans = [period, previous, lastYear].filter((span) => span !== null)
  const [frame, booked] = await Promise.all([
    frameOf(tx, actor, period, today, names),
    bookedIn(tx, actor.workspaceId, spans),
  ])
  const sums = sumsOf(frame.lines, booked, spans.length)
  const factsOf = (span: Period | null) => (span === null ? undefined : sums[spans.indexOf(span)])
  const facts = { now: factsOf(period), previous: factsOf(previous), lastYear: factsOf(lastYear) }
  const plans = plansOfLines(frame)
  const rows = frame.lines.filter((line) => {
    const isEmployed = line.role === SELLER && employedPart(period, line) !== null
    const known = [plans.total, ...Object.values(facts).map((fact) => fact?.money)]
    const hasFigures = known.some((amounts) => amounts?.has(line.subjectId))
    return hasFigures || isEmployed || (line.level !== 'person' && line.level !== 'nobody')
  })
  return {
    period: spanOf(period),
    today,
    workingDays: daysOf(period, today, frame.calendar),
    previous: previous && spanOf(previous),
    lastYear: lastYear && spanOf(lastYear),
    rows: rows.map((line) => rowOf(line, frame, plans, facts)),
  }
}

interface FactSums {
  money: Map<string, number>
  won: Map<string, number>
}

type Facts = Record<'now' | 'previous' | 'lastYear', FactSums | undefined>

interface PlanSums {
  total: Map<string, number>
  due: Map<string, number>
  undistributed: Map<string, number>
}

function rowOf(line: Line, frame: Frame, plans: PlanSums, facts: Facts) {
  const { level, subjectId, parentId, name, depth, hiredOn, leftOn } = line
  const worked = level === 'person' ? employedPart(frame.period, line) : frame.period
  const days = worked ? daysOf(worked, frame.today, frame.calendar) : { total: 0, elapsed: 0, left: 0 }
  const planMinor = plans.total.get(subjectId) ?? null
  const dueMinor = plans.due.get(subjectId) ?? null
  const factMinor = facts.now?.money.get(subjectId) ?? 0
  const won = facts.now?.won.get(subjectId) ?? 0
  const compared = (then: FactSums | undefined) => {
    if (!then) return null
    const thenMinor = then.money.get(subjectId) ?? 0
    return { factMinor: thenMinor, won: then.won.get(subjectId) ?? 0, growth: growth(factMinor, thenMinor) }
  }
  return {
    level,
    subjectId,
    parentId,
    name,
    depth,
    hiredOn,
    leftOn,
    workingDays: days,
    planMinor,
    undistributedMinor: level === 'person' ? null : (plans.undistributed.get(subjectId) ?? null),
    monthsWithoutPlan: frame.monthsWithoutPlan(line),
    factMinor,
    won,
    attainment: attainment(factMinor, planMinor),
    dueMinor,
    dueShare: dueShare(dueMinor, planMinor),
    deviationMinor: deviation(factMinor, dueMinor, days),
    runRateMinor: runRate(factMinor, days),
    requiredPerDayMinor: requiredPerDay(factMinor, planMinor, days),
    averageCheckMinor: averageCheck(factMinor, won),
    previous: compared(facts.previous),
    lastYear: compared(facts.lastYear),
  }
}

/** Each period's facts by line. What belongs to somebody unknown stands with the deals of nobody: a sum never loses a kopeck. */
function sumsOf(lines: readonly Line[], booked: readonly Booked[], spans: number): FactSums[] {
  const known = new Set(lines.map((line) => line.subjectId))
  const own = Array.from({ length: spans }, (): FactSums => ({ money: new Map(), won: new Map() }))
  for (const { span, ownerId, amountMinor, won } of booked) {
    const line = known.has(ownerId) ? ownerId : NOBODY
    const sums = own[span]
    if (!sums) continue
    addTo(sums.money, line, amountMinor)
    addTo(sums.won, line, won)
  }
  return own.map(({ money, won }) => ({ money: rollUp(lines, money), won: rollUp(lines, won) }))
}

function plansOfLines({ lines, leaves, period, today, calendar }: Frame): PlanSums {
  const begun = periodToDate(period, today)
  const [total, due] = [new Map<string, number>(), new Map<string, number>()]
  for (const leaf of leaves) {
    addTo(total, leaf.subjectId, planInPeriod(leaf, period, calendar))
    addTo(due, leaf.subjectId, begun ? planInPeriod(leaf, begun, calendar) : 0)
  }
  return { total: rollUp(lines, total), due: rollUp(lines, due), undistributed: total }
}

export function daysOf(period: Period, today: Day, calendar: WorkCalendar): WorkingDays {
  const total = workingDays(period, calendar)
  const elapsed = workingDaysElapsed(period, today, calendar)
  return { total, elapsed, left: total - elapsed }
}

export function spanOf(period: Period) {
  return { key: periodKey(period), from: period.start, to: lastDayOf(period) }
}
