import type { Month } from '#core/calendar/day.ts'
import { addMonths, eachMonth, monthsBetween } from '#core/calendar/month.ts'
import { type Rate, rateOf, ratioOf } from '#core/statistics/rate.ts'

/** Leads of one month and key with one end: what the tables know. */
export interface LeadCount {
  /** Null where lines are months. */
  key: string | null
  month: Month
  outcome: 'open' | 'won' | 'lost'
  /** Months from the creation to the end; -1 of what is open. */
  age: number
  n: number
  /** Minor units. */
  money: number
}

export interface LeadLine {
  key: string | null
  leads: number
  open: number
  won: number
  wonMinor: number
  conversion: Rate
  unripe: number | null
  cells: { age: number; won: number; conversion: Rate; wonMinor: number; mature: boolean }[]
}

/** Clients of one beginning in one month of their life. */
export interface BuyerCount {
  key: string | null
  firstMonth: Month
  month: Month
  /** How many have their first purchase here; 0 in later months. */
  fresh: number
  active: number
  orders: number
  money: number
}

export interface BuyerLine {
  key: string | null
  clients: number
  revenueMinor: number
  cells: {
    age: number
    active: number
    retention: Rate
    orders: number
    revenueMinor: number
    cumulativeMinor: number
    mature: boolean
  }[]
}

/**
 * Conversion by age: of the leads of a line that are old enough, how many were won by each age. Lines of several months compare like with like: at an
 * age stand only months that have reached it. An age is mature when its last month is over for every lead counted.
 * @param running the month that goes on now
 */
export function leadLine(key: string | null, counts: readonly LeadCount[], running: Month): LeadLine {
  let leads = 0
  let won = 0
  let open = 0
  let wonMinor = 0
  let oldest = -1
  // Each month is told apart once, with its leads and with what was won of them at each age: a triangle asks for it at every age.
  const months = new Map<Month, { old: number; n: number; wins: ({ n: number; money: number } | undefined)[] }>()
  for (const { month, outcome, age, n, money } of counts) {
    let life = months.get(month)
    if (!life) {
      life = { old: monthsBetween(month, running), n: 0, wins: [] }
      months.set(month, life)
      oldest = Math.max(oldest, life.old)
    }
    leads += n
    life.n += n
    if (outcome === 'open') open += n
    if (outcome !== 'won') continue
    won += n
    wonMinor += money
    const kept = (life.wins[age] ??= { n: 0, money: 0 })
    kept.n += n
    kept.money += money
  }
  const sums = Array.from({ length: oldest + 1 }, () => ({ base: 0, wins: 0, money: 0, mature: true }))
  for (const { old, n, wins } of months.values()) {
    // What was won by an age was won by the one before it, or at it.
    const till = { n: 0, money: 0 }
    for (const [age, sum] of sums.slice(0, old + 1).entries()) {
      const win = wins[age]
      if (win) {
        till.n += win.n
        till.money += win.money
      }
      sum.base += n
      sum.wins += till.n
      sum.money += till.money
      if (age === old) sum.mature = false
    }
  }
  const cells = sums.map(({ base, wins, money, mature }, age) => ({
    age,
    won: wins,
    conversion: rateOf(wins, base),
    wonMinor: money,
    mature,
  }))
  return { key, leads, open, won, wonMinor, conversion: rateOf(won, leads), unripe: ratioOf(open, leads), cells }
}

/** Retention and revenue by age: of the clients of a line that are old enough, who bought in that month of his life, and for how much. */
export function buyerLine(key: string | null, counts: readonly BuyerCount[], running: Month): BuyerLine {
  let clients = 0
  let revenueMinor = 0
  let oldest = -1
  const lives = counts.map(({ firstMonth, month, fresh, active, orders, money }) => {
    clients += fresh
    revenueMinor += money
    const old = monthsBetween(firstMonth, running)
    oldest = Math.max(oldest, old)
    return { old, at: monthsBetween(firstMonth, month), fresh, active, orders, money }
  })
  const cells = Array.from({ length: oldest + 1 }, (_, age) => {
    const cell = { base: 0, active: 0, orders: 0, money: 0, till: 0, mature: true }
    for (const { old, at, fresh, active, orders, money } of lives) {
      if (old < age) continue
      if (old === age) cell.mature = false
      cell.base += fresh
      if (at <= age) cell.till += money
      if (at !== age) continue
      cell.active += active
      cell.orders += orders
      cell.money += money
    }
    // Whoever bought from a team that the reader does not see began elsewhere: more may be active than began.
    const active = Math.min(cell.active, cell.base)
    return {
      age,
      active,
      retention: rateOf(active, cell.base),
      orders: cell.orders,
      revenueMinor: cell.money,
      cumulativeMinor: cell.till,
      mature: cell.mature,
    }
  })
  return { key, clients, revenueMinor, cells }
}

/** Lines by key in the order in which keys are given, or the largest first. */
export function linesByKey<Count>(
  counts: readonly Count[],
  keyOf: (one: Count) => string | null,
): [string | null, Count[]][] {
  return [...Map.groupBy(counts, keyOf)]
}

/** Months of beginnings, the first to the last. */
export function beginnings(until: Month, months: number): Month[] {
  return eachMonth(addMonths(until, 1 - months), addMonths(until, 1))
}
