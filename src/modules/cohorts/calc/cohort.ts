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
  const sum = (pick: (one: LeadCount) => boolean, what: 'n' | 'money' = 'n') =>
    counts.reduce((total, one) => total + (pick(one) ? one[what] : 0), 0)
  const isWon = ({ outcome }: LeadCount) => outcome === 'won'
  const leads = sum(() => true)
  const won = sum(isWon)
  const open = sum(({ outcome }) => outcome === 'open')
  const first = firstOf(counts.map(({ month }) => month))
  const oldest = first === null ? -1 : monthsBetween(first, running)
  const cells = Array.from({ length: Math.max(0, oldest + 1) }, (_, age) => {
    const reached = ({ month }: LeadCount) => addMonths(month, age) <= running
    const byThen = (one: LeadCount) => reached(one) && isWon(one) && one.age <= age
    const base = sum(reached)
    const wins = sum(byThen)
    return {
      age,
      won: wins,
      conversion: rateOf(wins, base),
      wonMinor: sum(byThen, 'money'),
      mature: counts.every((one) => !reached(one) || addMonths(one.month, age) < running),
    }
  })
  return {
    key,
    leads,
    open,
    won,
    wonMinor: sum(isWon, 'money'),
    conversion: rateOf(won, leads),
    unripe: ratioOf(open, leads),
    cells,
  }
}

/** Retention and revenue by age: of the clients of a line that are old enough, who bought in that month of his life, and for how much. */
export function buyerLine(key: string | null, counts: readonly BuyerCount[], running: Month): BuyerLine {
  const first = firstOf(counts.map(({ firstMonth }) => firstMonth))
  const oldest = first === null ? -1 : monthsBetween(first, running)
  const total = (pick: (one: BuyerCount) => boolean, what: 'fresh' | 'active' | 'orders' | 'money') =>
    counts.reduce((sum, one) => sum + (pick(one) ? one[what] : 0), 0)
  const cells = Array.from({ length: Math.max(0, oldest + 1) }, (_, age) => {
    const reached = ({ firstMonth }: BuyerCount) => addMonths(firstMonth, age) <= running
    const here = (one: BuyerCount) => reached(one) && monthsBetween(one.firstMonth, one.month) === age
    const till = (one: BuyerCount) => reached(one) && monthsBetween(one.firstMonth, one.month) <= age
    const base = total(reached, 'fresh')
    // Whoever bought from a team that the reader does not see began elsewhere: more may be active than began.
    const active = Math.min(total(here, 'active'), base)
    return {
      age,
      active,
      retention: rateOf(active, base),
      orders: total(here, 'orders'),
      revenueMinor: total(here, 'money'),
      cumulativeMinor: total(till, 'money'),
      mature: counts.every((one) => !reached(one) || addMonths(one.firstMonth, age) < running),
    }
  })
  return { key, clients: total(() => true, 'fresh'), revenueMinor: total(() => true, 'money'), cells }
}

function firstOf(months: readonly Month[]): Month | null {
  return months.reduce<Month | null>((first, month) => (first === null || month < first ? month : first), null)
}

/** Lines by key in the order in which keys are given, or the largest first. */
export function linesByKey<Count extends { key: string | null }>(counts: readonly Count[]): [string | null, Count[]][] {
  return [...Map.groupBy(counts, ({ key }) => key)]
}

/** Months of beginnings, the first to the last. */
export function beginnings(until: Month, months: number): Month[] {
  return eachMonth(addMonths(until, 1 - months), addMonths(until, 1))
}
