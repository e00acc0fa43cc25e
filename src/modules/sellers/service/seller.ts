import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod, lastDayOf, monthPeriod, monthsTouched, type Period, periodKey } from '#core/calendar/period.ts'
import { workingDays, workingDaysElapsed } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { cutPeriod } from '#modules/funnel/api.ts'
import { declarationOf, metricFigures, type MetricKey, type MetricTable } from '#modules/metrics/api.ts'
import { orgTree, readOrgOnce, workCalendar } from '#modules/org/api.ts'
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
export async function sellerProfile(tx: Tx, actor: Actor, { personId, period: key }: Asked, now: Date, today: Day) {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  readOrgOnce(tx)
  const { people, departments } = orgInSight(await orgTree(tx), actor)
  const person = people.find(({ id }) => id === personId)
  if (!person) throw new Refusal('NOT_FOUND')
  const period = asPeriod(key)
  const window = windowOf(period, today)
  const zone = actor.workspace.timeZone as TimeZone
  const cut = cutPeriod(window, zone, false)
  const asking = { tx, actor, today }
  const filters = { sellerIds: [personId] }
  const [{ total }, { rows }, others, year, clients, stages, load, work] = await Promise.all([
    metricFigures(asking, { metrics: FIGURES, period: key, filters, comparison: 'peers' }),
    metricFigures(asking, { metrics: COURSE, period: keyOf(window), dimensions: ['month'], filters, total: false }),
    othersOfSeller(tx, personId, cut),
    metricFigures(asking, { metrics: ['winRate', 'averageCheck'], period: keyOf(window), filters }),
    clientsOfSeller(tx, personId, window),
    stageAreas(tx, { actor, now }, personId, keyOf(window)),
    loadOfSeller(tx, personId, now),
    workOf(tx, person, period, today),
  ])
  const bought = clients.reduce((sum, { salesMinor }) => sum + salesMinor, 0)
  const [top] = clients
  return {
    person: {
      id: person.id,
      name: person.name,
      role: person.role,
      departmentName: departments.find(({ id }) => id === person.departmentId)?.name ?? null,
      hiredOn: person.hiredOn,
      leftOn: person.leftOn,
    },
    period: { key: periodKey(period), start: period.start, end: period.end },
    window: { start: window.start, end: window.end },
    /** How many others he is compared with; 0: fewer than five, and nothing of them is told. */
    peers: others?.peers ?? 0,
    figures: FIGURES.map((metric) => figureOf(metric, total)),
    strengths: strengthsOf([winArea(year.total, others), ...stages.areas]),
    stageNames: stages.names,
    clients: {
      salesMinor: bought,
      n: clients.filter(({ id }) => id !== null).length,
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

/** The twelve months that end with the period, or with this month where the period is not over. */
function windowOf(period: Period, today: Day): Period {
  const last = monthOf(lastDayOf(period) < today ? lastDayOf(period) : today)
  return { start: firstDay(addMonths(last, 1 - MONTHS_OF_WINDOW)), end: monthPeriod(last).end }
}

const keyOf = (window: Period) => `${window.start}..${lastDayOf(window)}`

function figureOf(key: MetricKey, total: MetricTable['total']) {
  const { unit, direction } = declarationOf(key)
  const figure = total[key] ?? { value: null, n: 0, low: null, high: null, small: false, compared: null }
  const { value } = figure
  const peers = figure.compared
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
