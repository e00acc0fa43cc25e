import { addDays, type Day, daysBetween, type Month } from '#core/calendar/day.ts'
import { addMonths, addMonthsToDay, eachMonth, monthOf, monthsBetween } from '#core/calendar/month.ts'
import { mean, median } from '#core/statistics/quantile.ts'
import type { Abc, SegmentsSettings, State, Xyz } from '../contract.ts'

/** What a client bought: one entry a deal that was won and not taken back. */
export interface Purchases {
  clientId: string
  ownerId: string | null
  orders: readonly { day: Day; amountMinor: number }[]
}

export interface ClassedClient {
  clientId: string
  ownerId: string | null
  abc: Abc
  xyz: Xyz | null
  recency: number
  frequency: number
  monetary: number
  state: State
  firstOn: Day
  lastOn: Day
  orders: number
  moneyMinor: number
  recentOrders: number
  recentMinor: number
  /** Median days between purchases; null of one purchase. */
  intervalDays: number | null
  /** σ ÷ mean of the months. */
  variation: number | null
  /** When his silence makes or has made him lost; null where no rhythm is known. */
  lostOn: Day | null
}

/** A client is judged by steadiness when he has been one for so many full months. */
const MONTHS_TO_JUDGE = 6
const SHARE_OF_A = 0.8
const SHARE_OF_B = 0.95

/**
 * Classes of all clients on a day. Purchases after the day are not looked at; whoever has none yet is no client. Order of the clients does not matter.
 * @param today the day of which classes are told
 */
export function classClients(
  all: readonly Purchases[],
  today: Day,
  { months, silentAfter, lostAfter }: Pick<SegmentsSettings, 'months' | 'silentAfter' | 'lostAfter'>,
): ClassedClient[] {
  const since = addMonthsToDay(today, -months)
  const known = all.flatMap((client) => {
    const orders = client.orders.filter(({ day }) => day <= today)
    return orders.length === 0 ? [] : [figuresOf({ ...client, orders }, since, today, months)]
  })
  const usualInterval = median(known.flatMap(({ intervalDays }) => intervalDays ?? []))
  const abc = abcOf(known)
  const recency = scores(known.map(({ lastOn }) => -daysBetween(lastOn, today)))
  const frequency = scores(known.map(({ recentOrders }) => recentOrders))
  const monetary = scores(known.map(({ recentMinor }) => recentMinor))
  return known.map((client, index) => ({
    ...client,
    abc: abc.get(client.clientId) ?? 'C',
    recency: recency[index] ?? 1,
    frequency: frequency[index] ?? 1,
    monetary: monetary[index] ?? 1,
    state: stateOf(client, today, { silentAfter, lostAfter, usualInterval }),
    lostOn: lostOn(client, lostAfter, usualInterval),
  }))
}

function figuresOf({ clientId, ownerId, orders }: Purchases, since: Day, today: Day, months: number) {
  const days = [...new Set(orders.map(({ day }) => day))].toSorted()
  const firstOn = days[0] ?? today
  const lastOn = days.at(-1) ?? today
  const recent = orders.filter(({ day }) => day > since)
  const sum = (list: readonly { amountMinor: number }[]) => list.reduce((all, one) => all + one.amountMinor, 0)
  const variation = variationOf(orders, firstOn, today, months)
  return {
    clientId,
    ownerId,
    firstOn,
    lastOn,
    orders: orders.length,
    moneyMinor: sum(orders),
    recentOrders: recent.length,
    recentMinor: sum(recent),
    intervalDays: median(days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day))),
    variation,
    xyz: xyzOf(variation),
  }
}

/**
 * σ ÷ mean of what a client bought in each of the last full months, from his first month on; null where he has been a client for less than six of them
 * or has bought nothing in them. σ of the whole (÷ n), as XYZ is usually reckoned.
 */
export function variationOf(orders: Purchases['orders'], firstOn: Day, today: Day, months: number): number | null {
  const running = monthOf(today)
  const windowStart = addMonths(running, -months)
  const began = monthOf(firstOn)
  const from: Month = began > windowStart ? began : windowStart
  if (monthsBetween(from, running) < Math.min(MONTHS_TO_JUDGE, months)) return null
  const byMonth = new Map<string, number>()
  for (const { day, amountMinor } of orders) byMonth.set(monthOf(day), (byMonth.get(monthOf(day)) ?? 0) + amountMinor)
  const values = eachMonth(from, running).map((month) => byMonth.get(month) ?? 0)
  const average = mean(values) ?? 0
  if (average <= 0) return null
  const variance = mean(values.map((value) => (value - average) ** 2)) ?? 0
  return Math.sqrt(variance) / average
}

/** Up to 10 % X, up to 25 % Y, more Z. */
export function xyzOf(variation: number | null): Xyz | null {
  if (variation === null) return null
  return variation <= 0.1 ? 'X' : variation <= 0.25 ? 'Y' : 'Z'
}

/**
 * ABC by cumulative share of money: A while what stands before a client is below 80 % of the whole, B below 95 %, the rest C. So the largest client is
 * always A. Who brought nothing is C. Equal ones stand by their id.
 */
export function abcOf(clients: readonly { clientId: string; recentMinor: number }[]): Map<string, Abc> {
  const paying = clients.filter(({ recentMinor }) => recentMinor > 0)
  const total = paying.reduce((sum, { recentMinor }) => sum + recentMinor, 0)
  const classes = new Map<string, Abc>()
  let before = 0
  for (const { clientId, recentMinor } of paying.toSorted(
    (a, b) => b.recentMinor - a.recentMinor || (a.clientId < b.clientId ? -1 : 1),
  )) {
    const share = before / total
    classes.set(clientId, share < SHARE_OF_A ? 'A' : share < SHARE_OF_B ? 'B' : 'C')
    before += recentMinor
  }
  return classes
}

/** Scores 1…5 by fifths: 1 + five times the part of the values that are smaller; equal values have one score. */
export function scores(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const smaller = new Map<number, number>()
  for (const [index, value] of sorted.entries()) if (!smaller.has(value)) smaller.set(value, index)
  return values.map((value) => 1 + Math.min(4, Math.floor((5 * (smaller.get(value) ?? 0)) / values.length)))
}

interface Rhythm {
  silentAfter: number
  lostAfter: number
  /** Median of the clients' rhythms: for whoever has bought once. */
  usualInterval: number | null
}

/** The first day on which a client is lost if he buys nothing more. */
export function lostOn(
  { intervalDays, lastOn }: { intervalDays: number | null; lastOn: Day },
  lostAfter: number,
  usualInterval: number | null,
): Day | null {
  const interval = intervalDays ?? usualInterval
  return interval === null ? null : addDays(lastOn, Math.floor(lostAfter * interval) + 1)
}

/** Whether a client is quiet beyond his own rhythm. Whoever bought once has the company's. */
export function stateOf(
  { intervalDays, lastOn }: { intervalDays: number | null; lastOn: Day },
  today: Day,
  { silentAfter, lostAfter, usualInterval }: Rhythm,
): State {
  const silence = daysBetween(lastOn, today)
  const interval = intervalDays ?? usualInterval
  if (interval !== null && silence > lostAfter * interval) return 'lost'
  if (intervalDays === null) return 'once'
  return silence > silentAfter * intervalDays ? 'silent' : 'active'
}
