import type { Day } from '#core/calendar/day.ts'
import { comparablePart, lastDayOf, type Period, previousPeriod, samePeriodLastYear } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Atoms } from '../calc/atoms.ts'
import { type Cells, mergeCells } from '../calc/cells.ts'
import { declarationOf, isOfPeriods, type MetricKey } from '../calc/declarations.ts'
import { figureOf } from './formulas.ts'
import type { MetricFiguresOfRow, MetricQuestion, MetricRow, MetricTable } from '../calc/question.ts'
import { isTime, timeBuckets } from '../calc/time-buckets.ts'
import { type Labels, labelsOf } from './labels.ts'
import { sellersMedian } from './peers.ts'
import { plansBeside } from './plans-beside.ts'
import { isOfPeople, MOST_POINTS, type Resolved, resolved } from './question.ts'
import { readFacts } from './readings.ts'

/** Who asks, in which transaction, on which day. */
export interface MetricAsking {
  tx: Tx
  actor: Actor
  today: Day
}

/** All cells of a cut and their whole, before any formula. */
export interface Gathered {
  cells: Cells
  whole: Atoms
}

/**
 * Figures of any set of metrics for a period, cut by up to two dimensions, filtered and compared; with the whole beside them. Rows stand in the
 * order of time or of stages, else the largest first.
 * @throws Refusal as resolved; METRIC_POINTS for more rows than can be shown
 */
export async function metricFigures(asking: MetricAsking, question: MetricQuestion): Promise<MetricTable> {
  const known = await resolved(asking, question)
  const { metrics, comparison } = question
  const [now, then, peers] = await Promise.all([
    gather(asking, known, metrics),
    comparedWith(asking, known, question),
    comparison === 'peers' && isOfPeople(known.filters) ? sellersMedian(asking.tx, metrics, known.slice.period) : null,
  ])
  if (now.cells.size > MOST_POINTS) throw new Refusal('METRIC_POINTS', { points: now.cells.size, most: MOST_POINTS })
  fillTime(now.cells, known)
  if (then) for (const { keys } of then.cells.values()) addCell(now.cells, keys)
  const plans = comparison === 'plan' ? await plansBeside(asking, known, question) : null
  if (plans) for (const { keys } of plans.cells()) addCell(now.cells, keys)
  const figures = (
    atoms: Atoms,
    past: Atoms | undefined,
    planned: Partial<Record<MetricKey, number | null>>,
    isSeller: boolean,
  ): MetricFiguresOfRow =>
    Object.fromEntries(
      metrics.map((metric) => {
        const figure = figureOf(metric, atoms)
        if (past) figure.compared = thenOf(metric, past)
        else if (plans) figure.compared = planned[metric] ?? null
        else if (peers && isSeller) figure.compared = peers.get(metric) ?? null
        return [metric, figure]
      }),
    )
  const isSeller =
    known.slice.dimensions.includes('seller') &&
    known.slice.dimensions.every((one) => one === 'seller' || one === 'department' || one === 'company')
  const rows = [...now.cells].map(([key, { keys, atoms }]) => ({
    keys,
    figures: figures(atoms, then ? (then.cells.get(key)?.atoms ?? {}) : undefined, plans?.of(key) ?? {}, isSeller),
  }))
  const isAlone =
    known.slice.dimensions.length === 0 && Array.isArray(known.slice.owners) && known.slice.owners.length === 1
  return {
    rows: await labelled(asking, known, rows, metrics),
    total: known.withTotal ? figures(now.whole, then?.whole, plans?.whole ?? {}, isAlone) : {},
  }
}

/**
 * The whole of the previous period or of last year by the same formulas, for those who ask for it beside the question itself, in a transaction of its own. Null
 * where there is nothing to compare with. @throws Refusal as resolved
 */
export async function comparedFigures(
  asking: MetricAsking,
  question: MetricQuestion,
): Promise<Partial<Record<MetricKey, number | null>> | null> {
  const then = await comparedWith(asking, await resolved(asking, question), question)
  return then && Object.fromEntries(question.metrics.map((metric) => [metric, thenOf(metric, then.whole)]))
}

function thenOf(metric: MetricKey, past: Atoms): number | null {
  return isOfPeriods(metric) ? figureOf(metric, past).value : null
}

/** What a period compared with holds: as many days as have begun. */
export function comparedPeriod(period: Period, comparison: 'previous' | 'lastYear', today: Day): Period | null {
  return comparablePart(period, today, otherPeriod(period, comparison))
}

function otherPeriod(period: Period, comparison: 'previous' | 'lastYear'): Period {
  return comparison === 'previous' ? previousPeriod(period) : samePeriodLastYear(period)
}

/** A period of which a part is read: as much as has begun by a day. */
interface Looked {
  whole: Period
  asOf: Day
}

/** Cells and whole of a question: what formulas are applied to. `looked`: whose part the period of the slice is, when it is compared with. */
export async function gather(
  asking: MetricAsking,
  known: Resolved,
  metrics: readonly MetricKey[],
  looked?: Looked,
): Promise<Gathered> {
  const gathered: Gathered = { cells: new Map(), whole: {} }
  const plans = looked && { period: looked.whole, asOf: looked.asOf }
  const [found, before] = await Promise.all([
    readFacts(asking, known, metrics, plans),
    metrics.includes('growth') ? salesBefore(asking, known, looked) : null,
  ])
  for (const { cells, whole } of found) {
    mergeCells(gathered.cells, cells)
    Object.assign(gathered.whole, whole)
  }
  if (before) addGrowth(known, gathered, before)
  return gathered
}

interface SalesBefore extends Gathered {
  period: Period
}

/** The sales that growth is told from: of the period before, as many days of it. */
async function salesBefore(asking: MetricAsking, known: Resolved, looked?: Looked): Promise<SalesBefore | null> {
  const { whole = known.slice.period, asOf = asking.today } = looked ?? {}
  const period = comparedPeriod(whole, 'previous', asOf)
  if (!period) return null
  const [booked] = await readFacts(asking, { ...known, slice: { ...known.slice, period } }, ['sales'])
  if (!booked) return null
  const cells: Cells = new Map()
  mergeCells(cells, booked.cells)
  return { period, cells, whole: booked.whole }
}

function addGrowth(known: Resolved, gathered: Gathered, { period, cells, whole }: SalesBefore): void {
  for (const [key, { keys: cellKeys, atoms }] of shifted(cells, known, period)) {
    const cell = gathered.cells.get(key)
    // Who sold then and nothing now has lost all of it, and is not left out.
    if (cell) cell.atoms.thenBookedMinor = atoms.bookedMinor ?? 0
    else gathered.cells.set(key, { keys: cellKeys, atoms: { thenBookedMinor: atoms.bookedMinor ?? 0 } })
  }
  gathered.whole.thenBookedMinor = whole.bookedMinor ?? 0
}

async function comparedWith(asking: MetricAsking, known: Resolved, question: MetricQuestion): Promise<Gathered | null> {
  const { comparison } = question
  if (comparison !== 'previous' && comparison !== 'lastYear') return null
  const { period } = known.slice
  const then = comparedPeriod(period, comparison, asking.today)
  if (!then) return null
  const whole = otherPeriod(period, comparison)
  const looked = then.end === whole.end ? undefined : { whole, asOf: lastDayOf(then) }
  const metrics = question.metrics.filter(isOfPeriods)
  const gathered = await gather(asking, { ...known, slice: { ...known.slice, period: then } }, metrics, looked)
  return { ...gathered, cells: shifted(gathered.cells, known, whole) }
}

function addCell(cells: Cells, keys: (string | null)[]): void {
  const key = JSON.stringify(keys)
  if (!cells.has(key)) cells.set(key, { keys, atoms: {} })
}

/** Cells of another period under the keys of this one: the first month stands beside the first month. */
function shifted(cells: Cells, { slice }: Resolved, then: Period): Cells {
  const place = slice.dimensions.findIndex(isTime)
  const kind = slice.dimensions[place]
  if (!kind || !isTime(kind)) return cells
  const keysNow = timeBuckets(slice.period, kind).map(({ key }) => key)
  const placeThen = new Map(timeBuckets(then, kind).map(({ key }, at) => [key, at]))
  const moved: Cells = new Map()
  for (const { keys, atoms } of cells.values()) {
    const keyNow = keysNow[placeThen.get(keys[place] ?? '') ?? -1]
    if (keyNow === undefined) continue
    const own = keys.with(place, keyNow)
    moved.set(JSON.stringify(own), { keys: own, atoms })
  }
  return moved
}

/** A month without a fact is a month with nothing, and not a hole in the course of time. */
function fillTime(cells: Cells, { slice }: Resolved): void {
  const [kind] = slice.dimensions
  if (!kind || slice.dimensions.length !== 1 || !isTime(kind)) return
  for (const { key } of timeBuckets(slice.period, kind)) {
    const keys = [key]
    if (!cells.has(JSON.stringify(keys))) cells.set(JSON.stringify(keys), { keys, atoms: {} })
  }
}

async function labelled(
  asking: MetricAsking,
  { slice }: Resolved,
  rows: readonly Omit<MetricRow, 'labels'>[],
  metrics: readonly MetricKey[],
): Promise<MetricRow[]> {
  const labels: Labels[] = []
  for (const dimension of slice.dimensions) labels.push(await labelsOf(asking, dimension))
  const [first] = metrics
  const rank = (row: Omit<MetricRow, 'labels'>) => {
    const figure = first && row.figures[first]
    return figure && !figure.small && figure.value !== null ? figure.value : Number.NEGATIVE_INFINITY
  }
  const size = (row: Omit<MetricRow, 'labels'>) =>
    rank(row) * (first && declarationOf(first).direction === 'down' ? -1 : 1)
  return rows
    .map((row) => ({ ...row, labels: labels.map((one, place) => one.of(row.keys[place] ?? null)) }))
    .toSorted((a, b) => {
      for (const [place, label] of labels.entries()) {
        const [one, two] = [label.place(a.keys[place] ?? null), label.place(b.keys[place] ?? null)]
        if (one !== two && !Number.isNaN(one) && !Number.isNaN(two)) return one - two
      }
      const [one, two] = [size(a), size(b)]
      return one === two ? (a.labels.join(' ') < b.labels.join(' ') ? -1 : 1) : two > one ? 1 : -1
    })
}
