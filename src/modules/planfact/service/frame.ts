import { type Day, earlierDay, laterDay, type Month } from '#core/calendar/day.ts'
import { monthsTouched, type Period } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import {
  metricWeights,
  orgInSight,
  wholeOrg,
  type PlanLeaf,
  type PlanMetric,
  type Subject,
  subjectTree,
} from '#modules/plans/api.ts'
import { awayByPerson, calendarWithout, leafWeights } from '../calc/away.ts'
import { weightsByHandOf } from './by-hand.ts'
import { leavesOf, plannedMonths, planGround, unplanned } from './leaves.ts'
import {
  type Absence,
  absencesIn,
  type ApprovedDays,
  approvedDays,
  dayPartsIn,
  type PartsOfDays,
  type PlanLayer,
  planLayers,
  type PlannedRow,
  plansOf,
} from '../data/planned.ts'
import { can } from '../policy.ts'
import { approvalOf } from './approval.ts'

/** Owner of the deals that nobody owns, in totals and in our lines. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export interface Line extends Omit<Subject, 'level'> {
  level: Subject['level'] | 'team' | 'nobody'
  /** People only. */
  role: string | null
}

/** What a plan/fact of one period stands on. */
export interface Frame {
  period: Period
  today: Day
  metric: PlanMetric
  calendar: WorkCalendar
  /** What working days weigh: by the calendar and the season of the metric. */
  weights: DayWeights
  /** In reading order: everybody in sight, leavers too. */
  lines: readonly Line[]
  /** Of each layer what nobody divides further; a layer without a plan has none. */
  leaves: Readonly<Record<PlanLayer, readonly PlanLeaf[]>>
  /** Days on which a person is away, half-open. */
  awayOf: (subjectId: string) => readonly Period[]
  /** Working days of a person without those on which he is away; of all others the calendar itself. */
  calendarOf: (line: Line) => WorkCalendar
  /** Months whose approved plan was made with other working days than the calendar has now. */
  calendarChanged: readonly Month[]
  /** Whether a layer stands for as many months as the plan: a part of a year beside the plan of the year would lie. */
  isWhole: (line: Line, layer: PlanLayer) => boolean
  /** How many months of the period have no plan; of a person's, the months of his work. */
  monthsWithoutPlan: (line: Line) => number
}

/** Names of lines that are nobody's own. */
export interface LineNames {
  team: string
  nobody: string
}

/** All that frames of several periods stand on, read at once. */
interface Ground {
  months: readonly Month[]
  tree: Awaited<ReturnType<typeof orgTree>>
  calendar: WorkCalendar
  weights: DayWeights
  planned: readonly PlannedRow[]
  absences: readonly Absence[]
  parts: readonly PartsOfDays[]
  approvedDays: readonly ApprovedDays[]
}

/** Reads it for the hull of these periods. @throws Refusal FORBIDDEN for roles that see no figures of sales */
export async function groundOf(
  tx: Tx,
  actor: Actor,
  periods: readonly Period[],
  metric: PlanMetric = 'revenue',
  layers: readonly PlanLayer[] = planLayers,
): Promise<Ground> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const months = [...new Set(periods.flatMap(monthsTouched))]
  const hull = {
    start: periods.map(({ start }) => start).reduce(earlierDay),
    end: periods.map(({ end }) => end).reduce(laterDay),
  }
  const { workspaceId } = actor
  const subjects = actor.scope === 'people' ? [...actor.people, ...actor.departments] : undefined
  const calendar = workCalendar(tx)
  // All at once, and nothing by what another has answered: whatever is asked behind it is then answered while the plans are counted.
  const [tree, days, weights, planned, absences, parts, approved] = await Promise.all([
    orgTree(tx),
    calendar,
    metricWeights(tx, workspaceId, metric, calendar),
    plansOf(tx, workspaceId, metric, months, layers, subjects),
    absencesIn(tx, workspaceId, hull),
    dayPartsIn(tx, workspaceId, metric, months),
    layers.includes('approved') ? approvedDays(tx, workspaceId, metric, months) : [],
  ])
  return { months, tree, calendar: days, weights, planned, absences, parts, approvedDays: approved }
}

/** @throws Refusal FORBIDDEN for roles that see no figures of sales */
export async function frameOf(
  tx: Tx,
  actor: Actor,
  period: Period,
  today: Day,
  names: LineNames,
  metric: PlanMetric = 'revenue',
  layers: readonly PlanLayer[] = planLayers,
): Promise<Frame> {
  return frameFrom(await groundOf(tx, actor, [period], metric, layers), actor, period, today, names, metric)
}

/** The frame of a period that lies in the ground. */
export function frameFrom(
  ground: Ground,
  actor: Actor,
  period: Period,
  today: Day,
  names: LineNames,
  metric: PlanMetric,
): Frame {
  const { tree, calendar, weights } = ground
  const months = monthsTouched(period)
  const inMonths = new Set(months)
  const isAll = ground.months.every((month) => inMonths.has(month))
  const planned = isAll ? ground.planned : inMonthsOf(ground, months)
  const parts = ground.parts.filter(({ month }) => inMonths.has(month))
  const absences = ground.absences.filter(({ fromOn, toOn }) => fromOn < period.end && toOn >= period.start)
  const org = orgInSight(tree, actor)
  const roles = new Map(org.people.map((person) => [person.id, person.role]))
  const lines = withRoot(subjectTree(org), actor, names).map((line) => ({
    ...line,
    role: roles.get(line.subjectId) ?? null,
  }))
  const away = awayByPerson(absences)
  const approval = approvalOf(planned, months, ground.approvedDays, lines, weights)
  const weightsFor = leafWeights(weights, away, approval)
  // What was approved stays by the days that it was approved with.
  const weightsOfPlan = weightsByHandOf(weights, weightsFor, () => subjectTree(wholeOrg(tree, actor)), parts, away)
  const rows = Map.groupBy(planned, (row) => row.layer)
  const plans = planGround(lines, months)
  const byLayer = planLayers.map((layer) => [layer, plannedMonths(plans, rows.get(layer) ?? [])] as const)
  const leaves = Object.fromEntries(
    byLayer.map(([layer, own]) => [layer, leavesOf(plans, own, layer === 'approved' ? weightsFor : weightsOfPlan)]),
  ) as Record<PlanLayer, PlanLeaf[]>
  const missing = new Map(
    byLayer.map(([layer, own]) => [layer, layer === 'target' || own ? unplanned(plans, own) : undefined]),
  )
  const planless = missing.get('target')
  return {
    period,
    today,
    metric,
    calendar,
    weights,
    lines,
    leaves,
    awayOf: (subjectId) => away.get(subjectId) ?? [],
    calendarOf: (line) => calendarWithout(calendar, away.get(line.subjectId)),
    calendarChanged: approval.changed,
    monthsWithoutPlan: (line) => planless?.get(line.subjectId) ?? 0,
    isWhole: (line, layer) => (missing.get(layer)?.get(line.subjectId) ?? 0) <= (planless?.get(line.subjectId) ?? 0),
  }
}

/** The rows with their months counted among these, which are not all that they were read for. */
function inMonthsOf({ months: all, planned }: Ground, months: readonly Month[]): PlannedRow[] {
  const placeOf = all.map((month) => months.indexOf(month))
  return planned.flatMap((row) => {
    const places = row.places.map((place) => placeOf[place] ?? -1)
    return places.some((place) => place >= 0) ? [{ ...row, places }] : []
  })
}

/** One line on top of all: the company, or «my people» for those who see a part of it; the deals of nobody right below it. */
function withRoot(subjects: readonly Subject[], actor: Actor, names: LineNames): Omit<Line, 'role'>[] {
  const always = { hiredOn: null, leftOn: null }
  if (subjects[0]?.level === 'company') {
    const nobody = {
      level: 'nobody' as const,
      subjectId: NOBODY,
      parentId: subjects[0].subjectId,
      name: names.nobody,
      depth: 1,
      ...always,
    }
    return [...subjects, nobody]
  }
  if (subjects.filter((subject) => subject.parentId === null).length < 2) return [...subjects]
  const team = {
    level: 'team' as const,
    subjectId: actor.workspaceId,
    parentId: null,
    name: names.team,
    depth: 0,
    ...always,
  }
  return [team, ...subjects.map((one) => ({ ...one, parentId: one.parentId ?? team.subjectId, depth: one.depth + 1 }))]
}
