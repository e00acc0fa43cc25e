import type { Day } from '#core/calendar/day.ts'
import { asPeriod, type Period, periodDays, periodKey } from '#core/calendar/period.ts'
import { workingDays, workingDaysElapsed } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import {
  canBeCutBy,
  declarationOf,
  type MetricFigure,
  metricFigures,
  type MetricFilters,
  type MetricKey,
} from '#modules/metrics/api.ts'
import { workCalendar } from '#modules/org/api.ts'
import { type Course, courseOf, monthsIn } from '../calc/course-periods.ts'
import { DEFAULT_TILES, type TileKey } from './default-tiles.ts'
import { bordersSoFar, changeOf, isBetter, toneOf } from '../calc/tile-tone.ts'
import type { BoardComparison, BoardRole, Tile } from '../contract.ts'
import { readBoard, readThresholds } from '../data/boards.ts'
import { can, isBoardRole } from '../policy.ts'
import { comparedDays } from './compared-days.ts'
import { isTile, tileKeys } from './arrange.ts'
import { normsFigure } from './norms-figure.ts'

interface Asked {
  period: string
  departmentId?: string | undefined
  comparison: BoardComparison
  role?: BoardRole | undefined
}

/** Attainment of a period that runs is judged by what is due by now: half of the plan in the middle of the month is good. */
const DUE_NEEDED: readonly MetricKey[] = ['sales', 'due']

/** The board of the reader's role, or of another one for those who arrange it. @throws Refusal FORBIDDEN */
export async function kpiBoard(tx: Tx, actor: Actor, asked: Asked, today: Day) {
  if (!can(actor, 'see') || !isBoardRole(actor.role)) throw new Refusal('FORBIDDEN')
  const role = asked.role ?? actor.role
  if (role !== actor.role && !can(actor, 'arrange')) throw new Refusal('FORBIDDEN')
  const board = await readBoard(tx, actor.workspaceId, role)
  const keys = (board?.tiles ?? DEFAULT_TILES[role]).filter(isTile)
  const period = asPeriod(asked.period)
  const metrics = keys.filter((key) => key !== 'norms')
  const [figures, norms, thresholds, elapsedShare] = [
    await figuresOfBoard(tx, actor, { keys: metrics, period, asked, today }),
    keys.includes('norms')
      ? await normsFigure(tx, actor, { period, today, departmentId: asked.departmentId, comparison: asked.comparison })
      : NOTHING,
    await readThresholds(tx, actor.workspaceId),
    await elapsed(tx, period, today),
  ]
  const months = monthsIn(period, periodDays(period))
  const tiles = keys.map((key): Tile => {
    const { unit, direction, additive, missing } = key === 'norms' ? NORMS : declarationOf(key)
    const figure = key === 'norms' ? norms : (figures.now[key] ?? NOTHING)
    const threshold = thresholds.find((one) => one.metric === key)
    const borders = threshold ? bordersSoFar(threshold, { isSum: additive, months, elapsedShare }) : null
    // What is known for now alone was never anything else: there is nothing to compare it with.
    const compared = isOfPeriods(key) ? figure.compared : null
    const change = changeOf(unit, figure.value, compared)
    const unripe = key === 'cohortConversion' ? (figures.now.cohortOpen?.value ?? null) : null
    return {
      key,
      unit,
      direction,
      ...figure,
      compared,
      change,
      // A cohort that is still open is lower than one that is not: that says nothing.
      better: unripe ? null : isBetter(direction, change),
      tone: borders ? toneOf(figure.value, borders) : key === 'attainment' ? paceTone(figures.now) : null,
      borders,
      threshold: threshold ? { good: threshold.good, bad: threshold.bad, version: threshold.version } : null,
      course: key === 'norms' ? [] : (figures.course.get(key) ?? []),
      unripe,
      missing: missing ?? null,
    }
  })
  return {
    period: { key: periodKey(period), start: period.start, end: period.end },
    compared: comparedDays(period, asked.comparison, today),
    role,
    version: board?.version ?? 0,
    tiles,
    others: tileKeys.filter((key) => !keys.includes(key)),
    may: { arrange: can(actor, 'arrange'), setThresholds: can(actor, 'setThresholds') },
  }
}

const isOfPeriods = (key: TileKey) => key === 'norms' || key === 'coverage' || canBeCutBy(key, 'month')

const NORMS = { unit: 'share', direction: 'up', additive: false, missing: undefined } as const
const NOTHING: MetricFigure = { value: null, n: 0, low: null, high: null, small: false, compared: null }

interface Board {
  keys: readonly MetricKey[]
  period: Period
  asked: Asked
  today: Day
}

/** Two questions: the figures with what they are compared with, and their course. */
async function figuresOfBoard(tx: Tx, actor: Actor, { keys, period, asked, today }: Board) {
  const asking = { tx, actor, today }
  const filters: MetricFilters = asked.departmentId ? { departmentIds: [asked.departmentId] } : {}
  const needed = new Set(keys)
  if (needed.has('attainment')) for (const key of DUE_NEEDED) needed.add(key)
  if (needed.has('cohortConversion')) needed.add('cohortOpen')
  if (keys.length === 0) return { now: {}, course: new Map<MetricKey, Tile['course']>() }
  const { total } = await metricFigures(asking, {
    metrics: [...needed],
    period: asked.period,
    filters,
    comparison: asked.comparison,
  })
  return { now: total, course: await courses(asking, { keys, filters, course: courseOf(period) }) }
}

interface Courses {
  keys: readonly MetricKey[]
  filters: MetricFilters
  course: Course | null
}

async function courses(asking: Parameters<typeof metricFigures>[0], { keys, filters, course }: Courses) {
  const byKey = new Map<MetricKey, Tile['course']>()
  const cut = course && keys.filter((key) => canBeCutBy(key, course.kind) && !declarationOf(key).missing)
  if (!course || !cut?.length) return byKey
  const { rows } = await metricFigures(asking, {
    metrics: cut,
    period: course.span,
    dimensions: [course.kind],
    filters,
  })
  const byPeriod = new Map(rows.map((row) => [row.keys[0], row.figures]))
  for (const key of cut)
    byKey.set(
      key,
      course.keys.map((one) => ({ period: one, value: byPeriod.get(one)?.[key]?.value ?? null })),
    )
  return byKey
}

/** Which share of the period's working days has begun by today: 1 of a period that is over, 0 of one to come. */
async function elapsed(tx: Tx, period: Period, today: Day): Promise<number> {
  if (today >= period.end) return 1
  const calendar = await workCalendar(tx)
  const all = workingDays(period, calendar)
  return all === 0 ? 1 : workingDaysElapsed(period, today, calendar) / all
}

/** At least what is due is good, a tenth less wants attention. */
function paceTone({ sales, due }: Partial<Record<MetricKey, MetricFigure>>) {
  const [fact, expected] = [sales?.value ?? null, due?.value ?? null]
  if (fact === null || expected === null || expected <= 0) return null
  return toneOf(fact / expected, { good: 1, bad: 0.9 })
}
