import type { Day } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod, lastDayOf, monthPeriod, monthsTouched, type Period, periodKey } from '#core/calendar/period.ts'
import { workingDays, workingDaysElapsed } from '#core/calendar/working-days.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { readEachOnce } from '#core/db/read-once.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import { declarationOf, metricFigures, type MetricKey, type MetricTable, sellersMedian } from '#modules/metrics/api.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { type Employment, employedPart, orgInSight } from '#modules/plans/api.ts'
import { strengthsOf } from '../calc/strengths.ts'
import { type Others, othersOfSeller } from '../data/others.ts'
import { clientsOfSeller } from '../data/seller-clients.ts'
import { loadOfSeller } from '../data/seller-load.ts'
import { can } from '../policy.ts'
import { stageAreas } from './stage-areas.ts'

/** What is told of a seller, in this order. */
const FIGURES: readonly MetricKey[] = [
  'sales', 'attainment', 'won', 'averageCheck', 'winRate', 'winRateMoney', 'cycleMedian', 'created', 'lost', 'lostMoney', 'cohortConversion',
  'newClientsShare', 'meetings', 'calls', 'activities', 'openDeals', 'openPipeline', 'velocity',
] // prettier-ignore
const COURSE: readonly MetricKey[] = ['sales', 'plan', 'won', 'winRate', 'averageCheck', 'meetings']
/** A month says little of a person: strengths are looked for over a year. */
const MONTHS_OF_WINDOW = 12

interface Asked {
  personId: string
  period: string
}

/** Everything of one seller beside his colleagues. @throws Refusal FORBIDDEN, NOT_FOUND for a person out of sight */
export async function sellerProfile(
  as: InTransaction,
  actor: Actor,
  { personId, period: key }: Asked,
  now: Date,
  today: Day,
) {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const period = asPeriod(key)
  const window = windowOf(period, today)
  // Neither waits for the other: the medians of two hundred others are as much to count as all the rest.
  const [own, medians] = await Promise.all([
    as((tx) => doneBySeller(tx, actor, personId, { period, window, now, today })),
    as((tx) => sellersMedian(tx, FIGURES, period)),
  ])
  const { person, departmentName, total, rows, year, clients, load, work, others, stages } = own
  const { salesMinor: bought, top } = clients
  return {
    person: {
      id: person.id,
      name: person.name,
      role: person.role,
      departmentName,
      hiredOn: person.hiredOn,
      leftOn: person.leftOn,
    },
    period: { key: periodKey(period), start: period.start, end: period.end },
    window: { start: window.start, end: window.end },
    /** How many others he is compared with; 0: fewer than five, and nothing of them is told. */
    peers: others?.peers ?? 0,
    figures: FIGURES.map((metric) => figureOf(metric, total, medians)),
    strengths: strengthsOf([winArea(year.total, others), ...stages.areas]),
    stageNames: stages.names,
    clients: {
      salesMinor: bought,
      n: clients.n,
      top: top && bought > 0 ? { ...top, share: top.salesMinor / bought } : null,
    },
    load: { ...load, ...work },
    months: rows.map((row) => ({
      month: row.keys[0] ?? '',
      salesMinor: row.figures.sales?.value ?? 0,
      planMinor: row.figures.plan?.value ?? null,
      won: row.figures.won?.value ?? 0,
      averageCheckMinor: row.figures.averageCheck?.value ?? null,
      winRate: row.figures.winRate?.value ?? null,
      closed: row.figures.winRate?.n ?? 0,
      small: row.figures.winRate?.small ?? true,
      meetings: row.figures.meetings?.value ?? 0,
    })),
  }
}

const NOTHING = { value: null, n: 0, low: null, high: null, small: false }

interface Spans {
  period: Period
  window: Period
  now: Date
}

/** What he did himself, what waits for him, and how he stands beside all others together. @throws Refusal NOT_FOUND for a person out of sight */
async function doneBySeller(
  tx: Tx,
  actor: Actor,
  personId: string,
  { period, window, now, today }: Spans & { today: Day },
) {
  readEachOnce(tx)
  const tree = await orgTree(tx)
  const person = orgInSight(tree, actor).people.find(({ id }) => id === personId)
  if (!person) throw new Refusal('NOT_FOUND')
  const asking = { tx, actor, today }
  const filters = { sellerIds: [personId] }
  const [{ total }, { rows }, year, clients, load, work, others, stages] = await Promise.all([
    metricFigures(asking, { metrics: FIGURES, period: periodKey(period), filters }),
    metricFigures(asking, { metrics: COURSE, period: keyOf(window), dimensions: ['month'], filters, total: false }),
    metricFigures(asking, { metrics: ['winRate', 'averageCheck'], period: keyOf(window), filters }),
    clientsOfSeller(tx, personId, window),
    loadOfSeller(tx, personId, now),
    workOf(tx, person, period, today),
    othersOfSeller(tx, personId, cutPeriod(window, zoneOf({ actor }), false)),
    stageAreas(tx, { actor, now }, personId, keyOf(window)),
  ])
  const departmentName = tree.departments.find(({ id }) => id === person.departmentId)?.name ?? null
  return { person, departmentName, total, rows, year, clients, load, work, others, stages }
}

/** The twelve months that end with the period, or with this month where the period is not over. */
function windowOf(period: Period, today: Day): Period {
  const last = monthOf(lastDayOf(period) < today ? lastDayOf(period) : today)
  return { start: firstDay(addMonths(last, 1 - MONTHS_OF_WINDOW)), end: monthPeriod(last).end }
}

const keyOf = (window: Period) => `${window.start}..${lastDayOf(window)}`

function figureOf(key: MetricKey, total: MetricTable['total'], medians: ReadonlyMap<MetricKey, number>) {
  const { unit, direction } = declarationOf(key)
  const peers = medians.get(key) ?? null
  const figure = { ...(total[key] ?? NOTHING), compared: peers }
  const { value } = figure
  const better =
    peers === null || value === null || value === peers || direction === 'band'
      ? null
      : value > peers === (direction === 'up')
  return { key, unit, direction, ...figure, peers, better }
}

/** Won of the closed, against all others together; one more win brings his own average check. */
function winArea({ winRate, averageCheck }: MetricTable['total'], others: Others | null) {
  const n = winRate?.n ?? 0
  const check = averageCheck?.value ?? (others && others.won > 0 ? others.salesMinor / others.won : null)
  return {
    stageId: null,
    own: { hits: Math.round((winRate?.value ?? 0) * n), n },
    others: others && { hits: others.closedWon, n: others.closedWon + others.closedLost },
    hitMinor: check,
  }
}

/** Working days of the period that he has worked so far: what activities a day are divided by. */
async function workOf(tx: Tx, person: Employment, period: Period, today: Day) {
  const worked = employedPart(period, person)
  if (!worked) return { workedDays: 0 }
  const calendar = await workCalendar(tx)
  const isOver = monthsTouched(worked).length > 0 && worked.end <= today
  return { workedDays: isOver ? workingDays(worked, calendar) : workingDaysElapsed(worked, today, calendar) }
}
