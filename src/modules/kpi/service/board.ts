import type { Day } from '#core/calendar/day.ts'
import { asPeriod, type Period, periodDays, periodKey } from '#core/calendar/period.ts'
import { workingDays, workingDaysElapsed } from '#core/calendar/working-days.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { readEachOnce } from '#core/db/read-once.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import {
  canBeCutBy,
  comparedFigures,
  declarationOf,
  type MetricFigure,
  metricFigures,
  type MetricFilters,
  type MetricKey,
  type MetricTable,
} from '#modules/metrics/api.ts'
import { workCalendar } from '#modules/org/api.ts'
import { courseOf, monthsIn } from '../calc/course-periods.ts'
import { DEFAULT_TILES, type TileKey } from './default-tiles.ts'
import { bordersSoFar, changeOf, isBetter, toneOf } from '../calc/tile-tone.ts'
import type { BoardComparison, BoardRole, Tile } from '../contract.ts'
import { readBoard, readThresholds } from '../data/boards.ts'
import { can, isBoardRole } from '../policy.ts'
import { comparedDays } from './compared-days.ts'
import { isTile, tileKeys } from './arrange.ts'
import { normsCompared, normsFigure } from './norms-figure.ts'

interface Asked {
  period: string
  departmentId?: string | undefined
  comparison: BoardComparison
  role?: BoardRole | undefined
}

/** Attainment of a period that runs is judged by what is due by now: half of the plan in the middle of the month is good. */
const DUE_NEEDED: readonly MetricKey[] = ['sales', 'due']

/** The board of the reader's role, or of another one for those who arrange it. @throws Refusal FORBIDDEN */
export async function kpiBoard(as: InTransaction, actor: Actor, asked: Asked, today: Day) {
  const period = asPeriod(asked.period)
  // Neither waits for the other: what was then is as much to count as what is now.
  const [{ role, board, keys, figures, norms, thresholds, elapsedShare }, then] = await Promise.all([
    as(async (tx) => {
      readEachOnce(tx)
      const shown = await boardOf(tx, actor, asked.role)
      const [own, done, borders, share] = await Promise.all([
        figuresOfBoard(tx, actor, { keys: shown.keys, asked, today }),
        shown.keys.includes('norms')
          ? normsFigure(tx, actor, { period, today, departmentId: asked.departmentId })
          : NOTHING,
        readThresholds(tx, actor.workspaceId),
        elapsed(tx, period, today),
      ])
      return { ...shown, figures: own, norms: done, thresholds: borders, elapsedShare: share }
    }),
    asked.comparison === 'plan' ? null : as((tx) => comparedBoard(tx, actor, asked, period, today)),
  ])
  const months = monthsIn(period, periodDays(period))
  const tiles = keys.map((key): Tile => {
    const { unit, direction, additive, missing } = key === 'norms' ? NORMS : declarationOf(key)
    const now = key === 'norms' ? { ...NOTHING, ...norms } : (figures[key] ?? NOTHING)
    const figure = then ? { ...now, compared: then[key] ?? null } : now
    const threshold = thresholds.find((one) => one.metric === key)
    const borders = threshold ? bordersSoFar(threshold, { isSum: additive, months, elapsedShare }) : null
    const change = changeOf(unit, figure.value, figure.compared)
    const unripe = key === 'cohortConversion' ? (figures.cohortOpen?.value ?? null) : null
    return {
      key,
      unit,
      direction,
      ...figure,
      change,
      // A cohort that is still open is lower than one that is not: that says nothing.
      better: unripe ? null : isBetter(direction, change),
      tone: borders ? toneOf(figure.value, borders) : key === 'attainment' ? paceTone(figures) : null,
      borders,
      threshold: threshold ? { good: threshold.good, bad: threshold.bad, version: threshold.version } : null,
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

const NORMS = { unit: 'share', direction: 'up', additive: false, missing: undefined } as const
const NOTHING: MetricFigure = { value: null, n: 0, low: null, high: null, small: false, compared: null }

interface Board {
  keys: readonly TileKey[]
  asked: Asked
  today: Day
}

/** The figures; beside the plan when they are compared with it. */
async function figuresOfBoard(tx: Tx, actor: Actor, { keys, asked, today }: Board): Promise<MetricTable['total']> {
  const metrics = metricsOf(keys)
  if (metrics.length === 0) return {}
  const { total } = await metricFigures(
    { tx, actor, today },
    {
      metrics,
      period: asked.period,
      filters: filtersOf(asked),
      ...(asked.comparison === 'plan' && { comparison: 'plan' }),
    },
  )
  return total
}

/** What each figure was in the days that the period is compared with. @throws Refusal FORBIDDEN */
async function comparedBoard(
  tx: Tx,
  actor: Actor,
  asked: Asked,
  period: Period,
  today: Day,
): Promise<Partial<Record<TileKey, number | null>>> {
  readEachOnce(tx)
  const { keys } = await boardOf(tx, actor, asked.role)
  const { departmentId, comparison } = asked
  const metrics = metricsOf(keys)
  const [figures, norms] = await Promise.all([
    metrics.length === 0
      ? null
      : comparedFigures({ tx, actor, today }, { metrics, period: asked.period, filters: filtersOf(asked), comparison }),
    keys.includes('norms') ? normsCompared(tx, actor, { period, today, departmentId, comparison }) : null,
  ])
  return { ...figures, norms }
}

/** What is asked of the metrics for these tiles. */
function metricsOf(keys: readonly TileKey[]): MetricKey[] {
  const needed = new Set(keys.filter((key) => key !== 'norms'))
  if (needed.has('attainment')) for (const key of DUE_NEEDED) needed.add(key)
  if (needed.has('cohortConversion')) needed.add('cohortOpen')
  return [...needed]
}

const filtersOf = ({ departmentId }: Pick<Asked, 'departmentId'>): MetricFilters =>
  departmentId ? { departmentIds: [departmentId] } : {}

/** The same figures in the last periods of this kind: asked apart, since the board does not wait for them. @throws Refusal FORBIDDEN */
export async function kpiCourses(tx: Tx, actor: Actor, asked: Omit<Asked, 'comparison'>, today: Day) {
  readEachOnce(tx)
  const { keys } = await boardOf(tx, actor, asked.role)
  const course = courseOf(asPeriod(asked.period))
  const cut = course
    ? keys.filter((key) => key !== 'norms' && canBeCutBy(key, course.kind) && !declarationOf(key).missing)
    : []
  if (!course || cut.length === 0) return { rows: [] }
  const metrics = cut.filter((key) => key !== 'norms')
  const { rows } = await metricFigures(
    { tx, actor, today },
    { metrics, period: course.span, dimensions: [course.kind], filters: filtersOf(asked), total: false },
  )
  const byPeriod = new Map(rows.map((row) => [row.keys[0], row.figures]))
  return {
    rows: metrics.map((key) => ({
      key,
      points: course.keys.map((period) => ({ period, value: byPeriod.get(period)?.[key]?.value ?? null })),
    })),
  }
}

/** Which figures the board of a role shows. @throws Refusal FORBIDDEN to those who have no board, or ask for another role's without arranging it */
async function boardOf(tx: Tx, actor: Actor, wanted: BoardRole | undefined) {
  if (!can(actor, 'see') || !isBoardRole(actor.role)) throw new Refusal('FORBIDDEN')
  const role = wanted ?? actor.role
  if (role !== actor.role && !can(actor, 'arrange')) throw new Refusal('FORBIDDEN')
  const board = await readBoard(tx, actor.workspaceId, role)
  return { role, board, keys: (board?.tiles ?? DEFAULT_TILES[role]).filter(isTile) }
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
