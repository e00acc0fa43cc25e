import type { Check } from '../contract.ts'

export type Counted = Pick<Check, 'code' | 'step' | 'path'> & { done: number; total: number }

const GOOD = 0.95
const WATCH = 0.6

/** A check with its state: without a base it says so and neither helps nor harms the health of its step. */
export function judged(counted: Counted): Check {
  const done = Math.min(counted.done, counted.total)
  const share = counted.total === 0 ? null : done / counted.total
  const state = share === null ? 'none' : share >= GOOD ? 'good' : share >= WATCH ? 'watch' : 'bad'
  return { ...counted, done, share, state }
}

/** Health of a step: the mean of its checks that have a base; null when none has. 0…1. */
export function health(checks: readonly Check[]): number | null {
  const shares = checks.flatMap(({ share }) => (share === null ? [] : [share]))
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** What can still be done when the days of a period are over: a meeting of last month is held by nobody any more. */
const AFTERWARDS: ReadonlySet<Check['code']> = new Set([
  'resultsHeld',
  'casesInTime',
  'causesNamed',
  'actionsTaken',
  'effectsChecked',
  'casesClosed',
])

/** What is not good yet, in the order of the steps, the worst of a step first; of a period that is over what can be made up for. */
export function nextOf(checks: readonly Check[], isOver = false): Check['code'][] {
  const order = ['plan', 'organise', 'lead', 'control', 'correct']
  return checks
    .filter(({ state, code }) => (state === 'bad' || state === 'watch') && (!isOver || AFTERWARDS.has(code)))
    .toSorted((one, two) => order.indexOf(one.step) - order.indexOf(two.step) || (one.share ?? 0) - (two.share ?? 0))
    .map(({ code }) => code)
}
