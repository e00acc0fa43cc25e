import type { Day } from '#core/calendar/day.ts'
import type { Abc, State, Xyz } from '../contract.ts'
import { type Concentration, concentrationOf } from './concentration.ts'

/** What a summary needs of a client. */
interface Summed {
  abc: Abc
  xyz: Xyz | null
  state: State
  orders: number
  recentMinor: number
  firstOn: Day
  lostOn: Day | null
}

export interface Summary {
  clients: number
  recentMinor: number
  /** With two purchases and more. */
  repeated: number
  classes: { abc: Abc; xyz: Xyz | null; state: State; clients: number; recentMinor: number }[]
  concentration: Concentration
  /** Active on the day of the comparison, and of these lost since. */
  churn: { active: number; lost: number }
}

/** Clients of one class, summed up. */
export interface ClassSum {
  abc: Abc
  xyz: Xyz | null
  state: State
  clients: number
  recentMinor: number
  /** With two purchases and more. */
  repeated: number
  /** Active on the day of the comparison, and of these lost by the day of the classes. */
  active: number
  lost: number
  /** What each brought who brought anything. */
  paying: readonly number[]
}

/**
 * Clients by class.
 * @param since the day of the comparison, a year before @param asOf the day of the classes
 */
export function classSums(clients: readonly Summed[], since: Day, asOf: Day): ClassSum[] {
  return [...Map.groupBy(clients, ({ abc, xyz, state }) => `${abc}${xyz ?? ''}${state}`).values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { abc, xyz, state } = first
    const active = own.filter(({ firstOn, lostOn }) => firstOn <= since && (lostOn === null || lostOn > since))
    return {
      abc,
      xyz,
      state,
      clients: own.length,
      recentMinor: own.reduce((sum, one) => sum + one.recentMinor, 0),
      repeated: own.filter(({ orders }) => orders > 1).length,
      active: active.length,
      lost: active.filter(({ lostOn }) => lostOn !== null && lostOn <= asOf).length,
      paying: own.map(({ recentMinor }) => recentMinor).filter((money) => money > 0),
    }
  })
}

/** Sums of clients by class, concentration, repeat purchases, and how many of those who were active on a day are lost by another one. */
export function summaryOf(sums: readonly ClassSum[]): Summary {
  const total = (of: 'clients' | 'recentMinor' | 'repeated' | 'active' | 'lost') =>
    sums.reduce((all, one) => all + one[of], 0)
  return {
    clients: total('clients'),
    recentMinor: total('recentMinor'),
    repeated: total('repeated'),
    classes: sums.map(({ abc, xyz, state, clients, recentMinor }) => ({ abc, xyz, state, clients, recentMinor })),
    concentration: concentrationOf(sums.flatMap(({ paying }) => paying)),
    churn: { active: total('active'), lost: total('lost') },
  }
}
