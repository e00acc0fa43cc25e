import type { Day } from '#core/calendar/day.ts'
import type { Abc, State, Xyz } from '../contract.ts'
import { type Concentration, concentrationOf } from './concentration.ts'

/** What a summary needs of a client. */
export interface Summed {
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

/**
 * Sums of clients by class, concentration, repeat purchases, and how many of those who were active on a day are lost by another one.
 * @param since the day of the comparison, a year before @param asOf the day of the classes
 */
export function summaryOf(clients: readonly Summed[], since: Day, asOf: Day): Summary {
  const classes = new Map<string, Summary['classes'][number]>()
  for (const { abc, xyz, state, recentMinor } of clients) {
    const key = `${abc}${xyz ?? ''}${state}`
    const sum = classes.get(key) ?? { abc, xyz, state, clients: 0, recentMinor: 0 }
    classes.set(key, { ...sum, clients: sum.clients + 1, recentMinor: sum.recentMinor + recentMinor })
  }
  const active = clients.filter(({ firstOn, lostOn }) => firstOn <= since && (lostOn === null || lostOn > since))
  return {
    clients: clients.length,
    recentMinor: clients.reduce((sum, one) => sum + one.recentMinor, 0),
    repeated: clients.filter(({ orders }) => orders > 1).length,
    classes: [...classes.values()],
    concentration: concentrationOf(clients.map(({ recentMinor }) => recentMinor)),
    churn: { active: active.length, lost: active.filter(({ lostOn }) => lostOn !== null && lostOn <= asOf).length },
  }
}
