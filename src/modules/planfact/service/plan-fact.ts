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
import { employedPart, type PlanLeaf, type PlanMetric, planInPeriod, unitOf } from '#modules/plans/api.ts'
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
import { paceState, type Thresholds } from '../calc/pace-state.ts'
import { addTo, rollUp } from '../calc/roll-up.ts'
import { type Booked, factsIn } from '../data/booked.ts'
import { planLayers, type PlanLayer } from '../data/planned.ts'
import { type StoredThresholds, thresholdsOf } from '../data/settings.ts'
import { type Frame, frameFrom, frameOf, groundOf, type Line, type LineNames, NOBODY } from './frame.ts'
import { type LineForecast, lineForecasts } from './line-forecasts.ts'

/** Listed although he has neither plan nor sales yet; others when they have. */
const SELLER = 'seller'

export interface PlanFactOptions {
  compare?: readonly ('previous' | 'lastYear')[]
  metric?: PlanMetric
  /** Forecasts with their bands, and the other tiers: a question more for the open deals and one for the course so far. */
  forecast?: boolean
  /** Only these of the people in sight, without the lines above them: one person is a two-hundredth of the work. */
  people?: readonly string[] | undefined
  /** As of `today` although more has happened since: a past day is compared with. */
  asOf?: boolean
}

/** Plan/fact of a period: one row a line, sums exact at every level; of revenue and compared with nothing unless asked. */
export async function planFact(
  tx: Tx,
  actor: Actor,
  period: Period,
  today: Day,
  names: LineNames,
  { compare = [], metric = 'revenue', forecast = false, people, asOf = false }: PlanFactOptions = {},
) {
  const onlooker = people ? narrowed(actor, people) : actor
  const previous = compare.includes('previous') ? comparablePart(period, today, previousPeriod(period)) : null
  const lastYear = compare.includes('lastYear') ? comparablePart(period, today, samePeriodLastYear(period)) : null
  const counted = asOf ? periodToDate(period, today) : period
  const spans = [counted, previous, lastYear].filter((span) => span !== null)
  // The other tiers are for pages that show forecasts: a year of them is three times the rows.
  const framing = frameOf(tx, onlooker, period, today, names, metric, forecast ? planLayers : ['target', 'approved'])
  const [{ frame, plans }, thresholds, booked] = await Promise.all([
    framing.then((made) => ({ frame: made, plans: plansOfLines(made) })),
    thresholdsOf(tx, actor.workspaceId),
    // The facts are asked last: the database reads them while the plans are counted here.
    factsIn(tx, actor.workspaceId, metric, spans, people ?? seenBy(actor)),
  ])
  const sums = sumsOf(frame.lines, booked, spans.length)
  const factsOf = (span: Period | null) => (span === null ? undefined : sums[spans.indexOf(span)])
  const facts = { now: factsOf(counted), previous: factsOf(previous), lastYear: factsOf(lastYear) }
  const lines = linesOf(frame, plans, facts)
  const forecasts = forecast
    ? await lineForecasts(tx, actor.workspaceId, frame, lines, facts.now?.money ?? new Map(), plans.target)
    : undefined
  return {
    ...tableOf(frame, lines, plans, facts, thresholds, forecasts),
    previous: previous && spanOf(previous),
    lastYear: lastYear && spanOf(lastYear),
  }
}

/** The same of several periods, compared with nothing: what they stand on is read once. */
export async function planFactOfPeriods(
  tx: Tx,
  actor: Actor,
  periods: readonly Period[],
  today: Day,
  names: LineNames,
  { metric = 'revenue', people, asOf = false }: Pick<PlanFactOptions, 'metric' | 'people' | 'asOf'> = {},
): Promise<PlanFactTable[]> {
  if (periods.length === 0) return []
  const onlooker = people ? narrowed(actor, people) : actor
  const counted = periods.map((period) => (asOf ? periodToDate(period, today) : period))
  const spans = counted.filter((span) => span !== null)
  const [ground, booked, thresholds] = await Promise.all([
    groundOf(tx, onlooker, periods, metric, ['target', 'approved']),
    factsIn(tx, actor.workspaceId, metric, spans, people ?? seenBy(actor)),
    thresholdsOf(tx, actor.workspaceId),
  ])
  const frames = periods.map((period) => frameFrom(ground, onlooker, period, today, names, metric))
  const sums = sumsOf(frames[0]?.lines ?? [], booked, spans.length)
  return frames.map((frame, index) => {
    const span = counted[index]
    const facts = { now: span ? sums[spans.indexOf(span)] : undefined, previous: undefined, lastYear: undefined }
    const plans = plansOfLines(frame)
    const lines = linesOf(frame, plans, facts)
    return tableOf(frame, lines, plans, facts, thresholds, undefined)
  })
}

export type PlanFactTable = ReturnType<typeof tableOf>

/** The lines that have something to show. */
function linesOf(frame: Frame, plans: PlanSums, facts: Facts): readonly Line[] {
  const known = [plans.target, ...Object.values(facts).map((fact) => fact?.money)]
  return frame.lines.filter((line) => {
    if (line.level !== 'person' && line.level !== 'nobody') return true
    if (known.some((amounts) => amounts?.has(line.subjectId))) return true
    return line.role === SELLER && employedPart(frame.period, line) !== null
  })
}

function tableOf(
  frame: Frame,
  lines: readonly Line[],
  plans: PlanSums,
  facts: Facts,
  thresholds: StoredThresholds,
  forecasts: ReadonlyMap<string, LineForecast> | undefined,
) {
  const { period, today, metric } = frame
  const days = daysOf(period, today, frame.calendar)
  const rows = lines.map((line) =>
    rowOf(line, frame, days, plans, facts, thresholds, forecasts?.get(line.subjectId) ?? null),
  )
  return {
    period: spanOf(period),
    today,
    metric,
    unit: unitOf(metric),
    thresholds,
    workingDays: days,
    calendarChanged: [...frame.calendarChanged],
    rows,
  }
}

/** Whose figures the reader sees, where that is not everybody's. */
function seenBy(actor: Actor): readonly string[] | undefined {
  return actor.scope === 'people' ? actor.people : undefined
}

/** The same reader, as if he saw nobody but these. */
function narrowed(actor: Actor, people: readonly string[]): Actor {
  const seen = actor.scope === 'all' ? people : people.filter((id) => actor.people.includes(id))
  return { ...actor, scope: actor.scope === 'none' ? 'none' : 'people', people: seen, departments: [] }
}

interface FactSums {
  money: Map<string, number>
  won: Map<string, number>
}

type Facts = Record<'now' | 'previous' | 'lastYear', FactSums | undefined>

interface PlanSums extends Record<PlanLayer, Map<string, number>> {
  due: Map<string, number>
  undistributed: Map<string, number>
}

function rowOf(
  line: Line,
  frame: Frame,
  daysOfAll: WorkingDays,
  plans: PlanSums,
  facts: Facts,
  thresholds: Thresholds,
  forecast: LineForecast | null,
) {
  const { level, subjectId, parentId, name, depth, hiredOn, leftOn } = line
  const days = daysOfLine(line, frame, daysOfAll)
  const planMinor = plans.target.get(subjectId) ?? null
  const dueMinor = plans.due.get(subjectId) ?? null
  const factMinor = facts.now?.money.get(subjectId) ?? 0
  const won = facts.now?.won.get(subjectId) ?? 0
  const compared = (then: FactSums | undefined) => {
    if (!then) return null
    const thenMinor = then.money.get(subjectId) ?? 0
    return { factMinor: thenMinor, won: then.won.get(subjectId) ?? 0, growth: growth(factMinor, thenMinor) }
  }
  const isMoney = unitOf(frame.metric) === 'money'
  const layerOf = (layer: PlanLayer) => (frame.isWhole(line, layer) ? (plans[layer].get(subjectId) ?? null) : null)
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
    approvedMinor: layerOf('approved'),
    minimumMinor: layerOf('minimum'),
    challengeMinor: layerOf('challenge'),
    undistributedMinor: level === 'person' ? null : (plans.undistributed.get(subjectId) ?? null),
    monthsWithoutPlan: frame.monthsWithoutPlan(line),
    factMinor,
    won,
    attainment: attainment(factMinor, planMinor),
    dueMinor,
    dueShare: dueShare(dueMinor, planMinor),
    deviationMinor: deviation(factMinor, dueMinor, days),
    state: days.elapsed === 0 ? null : paceState(factMinor, dueMinor, thresholds),
    runRateMinor: forecast?.runRate?.value ?? runRate(factMinor, days),
    requiredPerDayMinor: requiredPerDay(factMinor, planMinor, days),
    averageCheckMinor: isMoney ? averageCheck(factMinor, won) : null,
    forecast,
    previous: compared(facts.previous),
    lastYear: compared(facts.lastYear),
  }
}

/** Working days of a person's own time here, without those on which he is away; of all others those of the period. */
function daysOfLine(line: Line, frame: Frame, daysOfAll: WorkingDays): WorkingDays {
  const worked = line.level === 'person' ? employedPart(frame.period, line) : frame.period
  if (worked === frame.period && frame.awayOf(line.subjectId).length === 0) return daysOfAll
  return worked ? daysOf(worked, frame.today, frame.calendarOf(line)) : { total: 0, elapsed: 0, left: 0 }
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

function plansOfLines({ lines, leaves, period, today, weights }: Frame): PlanSums {
  const begun = periodToDate(period, today)
  const sumsOfLayer = (own: readonly PlanLeaf[], part: Period | null) => {
    const sums = new Map<string, number>()
    let [subject, sum] = ['', 0]
    // Leaves of a line stand together.
    for (const leaf of own) {
      if (leaf.subjectId !== subject) {
        if (subject !== '') addTo(sums, subject, sum)
        subject = leaf.subjectId
        sum = 0
      }
      if (part) sum += planInPeriod(leaf, part, weights)
    }
    if (subject !== '') addTo(sums, subject, sum)
    return sums
  }
  const own = Object.fromEntries(planLayers.map((layer) => [layer, sumsOfLayer(leaves[layer], period)])) as Record<
    PlanLayer,
    Map<string, number>
  >
  return {
    target: rollUp(lines, own.target),
    minimum: rollUp(lines, own.minimum),
    challenge: rollUp(lines, own.challenge),
    approved: rollUp(lines, own.approved),
    due: rollUp(lines, sumsOfLayer(leaves.target, begun)),
    undistributed: own.target,
  }
}

export function daysOf(period: Period, today: Day, calendar: WorkCalendar): WorkingDays {
  const total = workingDays(period, calendar)
  const elapsed = workingDaysElapsed(period, today, calendar)
  return { total, elapsed, left: total - elapsed }
}

export function spanOf(period: Period) {
  return { key: periodKey(period), from: period.start, to: lastDayOf(period) }
}
