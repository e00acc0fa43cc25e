/** The definitions of docs/metrics.md written down naively, over everything that happened: what the registry of metrics is compared with. */
import { asPeriod, contains } from '#core/calendar/period.ts'
import { median } from '#core/statistics/quantile.ts'
import type { MetricKey } from '#modules/metrics/api.ts'
import type { Happened, MetricsCompany } from './testing-metrics.ts'

type Events = readonly Happened[]
export const only = (events: Events, ...kinds: string[]) =>
  events.filter(({ kind }) => kinds.some((one) => kind === one || kind.startsWith(`${one} `)))
const n = (events: Events) => events.reduce((sum, one) => sum + one.n, 0)
export const money = (events: Events) => events.reduce((sum, one) => sum + one.money, 0)
const ratio = (above: number, below: number) => (below === 0 ? null : above / below)
/** A share of cases that corrections have left none of is nothing. */
const rate = (hits: number, cases: number) => (cases <= 0 ? null : hits / cases)
export const middle = (values: number[]) => median(values)
const mean = (values: number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length

/** Odds of an open stage by the deals of the whole company closed in twelve months: docs/metrics.md, weighted pipeline. */
function oddsOf(company: MetricsCompany): Map<string, number> {
  const closed = only(company.happened, 'closed').filter(({ day }) => day >= '2025-12-01' && day < '2026-12-01')
  return new Map(
    company.pipelines.flatMap(({ stages }) =>
      stages.slice(0, 3).flatMap(({ id }, place) => {
        const came = closed.filter(({ kind, of: cut }) => {
          const at = stages.findIndex((stage) => stage.id === cut['stage'])
          return at >= 0 && (kind === 'closed won' || at >= place)
        })
        return came.length < 20 ? [] : [[id, only(came, 'closed won').length / came.length] as const]
      }),
    ),
  )
}

/** Whether each pipeline counts what came to it: together they count a deal once. */
export const isByPipeline = (dimensions: readonly string[]) =>
  dimensions.includes('pipeline') || dimensions.includes('stage')

/** The definitions of docs/metrics.md over what happened. `then`: the same of the period before; `byPipeline`: of pipelines by themselves. */
export function naive(
  metric: MetricKey,
  events: Events,
  then: Events,
  company: MetricsCompany,
  byPipeline = false,
): number | null {
  const created = only(events, 'created', ...(byPipeline ? ['came'] : [])).length
  const booked = only(events, 'booked')
  const [won, lost] = [only(events, 'closed won'), only(events, 'closed lost')]
  const cohort = only(events, 'cohort').filter(({ kind }) => byPipeline || kind !== 'cohort moved')
  const open = only(events, 'open')
  const firstStages = new Set(company.pipelines.map(({ stages }) => stages[0]?.id))
  const check = ratio(money(booked), n(booked))
  const averageCheck = n(booked) > 0 && check !== null ? Math.round(check) : null
  const cycle = middle(won.map(({ seconds }) => seconds / 86_400))
  const winRate = rate(won.length, won.length + lost.length)
  const leads = only(events, 'lead')
  const before = money(only(then, 'booked'))
  switch (metric) {
    case 'sales':
      return money(booked)
    case 'won':
      return n(booked)
    case 'averageCheck':
      return averageCheck
    case 'medianCheck':
      return middle(won.map((one) => one.money))
    case 'growth':
      return before > 0 ? (money(booked) - before) / before : null
    case 'payments':
      return money(only(events, 'payment'))
    case 'created':
      return created
    case 'lost':
      return lost.length
    case 'lostMoney':
      return money(lost)
    case 'winRate':
      return winRate
    case 'winRateMoney':
      return ratio(money(won), money(won) + money(lost))
    case 'cohortConversion':
      return rate(only(cohort, 'cohort won').length, cohort.length)
    case 'cohortOpen':
      return rate(only(cohort, 'cohort open').length, cohort.length)
    case 'periodConversion':
      return ratio(won.length, created)
    case 'overallConversion':
      return rate(only(events, 'all won').length, only(events, 'all').length)
    case 'cycleMedian':
      return cycle
    case 'cycleMean':
      return mean(won.map(({ seconds }) => seconds / 86_400))
    case 'openDeals':
      return open.length
    case 'openPipeline':
      return money(open)
    case 'weightedPipeline': {
      const odds = oddsOf(company)
      return open.reduce((sum, one) => sum + one.money * (odds.get(one.of['stage'] as string) ?? 0), 0)
    }
    case 'velocity': {
      const qualified = open.filter((one) => !firstStages.has(one.of['stage'] as string)).length
      return winRate === null || averageCheck === null || cycle === null || cycle < 1
        ? null
        : (qualified * winRate * averageCheck) / cycle
    }
    case 'meetings':
      return only(events, 'activity meeting').length
    case 'calls':
      return only(events, 'activity call').length
    case 'activities':
      return only(events, 'activity').length
    case 'leads':
      return leads.length
    case 'leadToDeal':
      return rate(only(leads, 'lead converted').length, only(leads, 'lead converted', 'lead rejected').length)
    case 'firstResponse':
      return middle(leads.filter((one) => one.money >= 0).map((one) => one.money))
    case 'newClients':
      return n(booked.filter(({ first }) => first))
    case 'newClientsSales':
      return money(booked.filter((one) => one.of['clientKind'] === 'new'))
    case 'newClientsShare':
      return money(booked) > 0 ? money(booked.filter((one) => one.of['clientKind'] === 'new')) / money(booked) : null
    case 'nps':
    case 'csat':
      return null
    default:
      throw new Error(`no oracle of ${metric}`)
  }
}

/** What is open now has no period; a deal expected to close stands in the period of its day. */
const isNow = ({ kind }: Happened) => kind === 'open' || kind.startsWith('all ')
export const inPeriod = (events: Events, key: string) => {
  const period = asPeriod(key)
  return events.filter((one) => isNow(one) || contains(period, one.day as never))
}

export function keysOf(event: Happened, dimension: string): (string | null)[] {
  if (dimension === 'company') return ['']
  const day = event.day
  if (['day', 'week', 'month', 'quarter', 'year'].includes(dimension) && day === '') return []
  if (dimension === 'day') return [day]
  if (dimension === 'week') return [isoWeek(day)]
  if (dimension === 'month') return [day.slice(0, 7)]
  if (dimension === 'quarter') return [`${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`]
  if (dimension === 'year') return [day.slice(0, 4)]
  const value = event.of[dimension.startsWith('field:') ? 'field' : dimension]
  return Array.isArray(value) ? [...new Set(value)] : [value ?? null]
}

function isoWeek(day: string): string {
  const thursday = new Date(`${day}T00:00:00Z`)
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7))
  const week = Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 86_400_000 / 7) + 1
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}

/** Events of every cell of a cut; a deal with two products has its part of the money under each. */
export function cellsOf(events: Events, dimensions: readonly string[]): Map<string, Happened[]> {
  const cells = new Map<string, Happened[]>()
  for (const event of events) {
    const lists = dimensions.map((dimension) => keysOf(event, dimension))
    const keys = lists.reduce<(string | null)[][]>(
      (made, list) => made.flatMap((one) => list.map((value) => [...one, value])),
      [[]],
    )
    for (const key of keys) {
      let part = 1
      for (const [place, dimension] of dimensions.entries()) {
        if (dimension === 'product') part *= event.parts.get(key[place] ?? null) ?? 1
        if (dimension === 'productGroup') part *= event.groups.get(key[place] ?? null) ?? 1
      }
      const text = JSON.stringify(key)
      cells.set(text, [...(cells.get(text) ?? []), part === 1 ? event : { ...event, money: event.money * part }])
    }
  }
  return cells
}

export const close = (a: number | null | undefined, b: number | null, unit: string) => {
  if (a === null || a === undefined || b === null) return (a ?? null) === b
  // Money is rounded to minor units once in a cell.
  return Math.abs(a - b) <= (unit.startsWith('money') ? 1 : 1e-9 * Math.max(1, Math.abs(b)))
}

/** Deals made in the period by how far they came: of a stage those that reached it, went on, left it, were lost on it. */
export function ofStage(metric: MetricKey, events: Events, place: number): number | null {
  const cohort = only(events, 'cohort')
  const far = (one: Happened) => (one.kind === 'cohort won' ? 3 : Number(one.of['furthest']))
  const reached = cohort.filter((one) => far(one) >= place)
  const further = cohort.filter((one) => far(one) > place)
  const lostHere = cohort.filter((one) => one.kind === 'cohort lost' && far(one) === place)
  if (metric === 'stageConversion') return rate(further.length, reached.length)
  const movedHere = cohort.filter((one) => one.kind === 'cohort moved' && far(one) === place)
  const left = [...further, ...lostHere, ...movedHere]
  return metric === 'dropOff' ? rate(lostHere.length, left.length) : ratio(money(lostHere), money(left))
}
