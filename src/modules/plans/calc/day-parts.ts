/**
 * Weeks and days of a month's plan that its owner has set by hand. A part is a share of the month; within a week it goes by the weights of its days,
 * and what the parts leave goes over the other days by theirs. What no day takes is not distributed: it falls due with the end of the month.
 */
import { addDays, type Month } from '#core/calendar/day.ts'
import { type DayWeights, fixedWeights } from '#core/calendar/day-weights.ts'
import { firstDay } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import { spreadPlan } from './plan-in-period.ts'

/** The whole month: shares are whole numbers, so that a kopeck of any plan is found again. */
export const WHOLE_MONTH = 1_000_000_000_000_000

/** Days are counted from 0, both included. */
export interface DayPart {
  from: number
  to: number
  /** Of WHOLE_MONTH. */
  share: number
}

export interface PartedDays {
  /** Of each day; together with `rest` they make WHOLE_MONTH. */
  weights: number[]
  /** What no day takes. */
  rest: number
}

/** Takes the weights of the days as computed; parts do not touch each other and are no more than the whole. */
export function partedDays(computed: readonly number[], parts: readonly DayPart[]): PartedDays {
  const weights = computed.map(() => 0)
  const isFree = computed.map(() => true)
  for (const part of parts) {
    const days = Array.from({ length: part.to - part.from + 1 }, (_, index) => part.from + index)
    for (const day of days) isFree[day] = false
    fill(weights, days, part.share, computed)
  }
  const left = WHOLE_MONTH - parts.reduce((sum, { share }) => sum + share, 0)
  const free = computed.flatMap((weight, day) => (isFree[day] && weight > 0 ? [day] : []))
  if (free.length === 0) return { weights, rest: left }
  fill(weights, free, left, computed)
  return { weights, rest: 0 }
}

/** The weights by which a plan goes: what is not distributed waits for the last day. */
export function courseOfParts({ weights, rest }: PartedDays): number[] {
  return weights.map((weight, day) => (day === weights.length - 1 ? weight + rest : weight))
}

/** Weights of one month as its owner has divided it. @param within the days of a person's work, where the parts are of his own plan */
export function weightsByHand(
  base: DayWeights,
  month: Month,
  parts: readonly DayPart[],
  within: Period | null,
): DayWeights {
  const parted = partedDays(computedWithin(base, month, within), parts)
  return fixedWeights(base, new Map([[month, courseOfParts(parted)]]))
}

/** The computed weights of a month; of a person's own plan those of the days of his work. */
export function computedWithin(base: DayWeights, month: Month, within: Period | null): readonly number[] {
  const weights = base.ofMonth(month)
  if (!within) return weights
  const start = firstDay(month)
  return weights.map((weight, index) => {
    const day = addDays(start, index)
    return within.start <= day && day < within.end ? weight : 0
  })
}

/** The parts that a plan goes by: its own, else those of the nearest above it. @param line the subject, then those above it */
export function nearestParts<Own extends { subjectId: string; parts: readonly DayPart[] }>(
  line: Iterable<string>,
  set: ReadonlyMap<string, Own>,
): Own | undefined {
  for (const id of line) {
    const found = set.get(id)
    if (found && found.parts.length > 0) return found
  }
  return undefined
}

/** Differences of one rounded running sum, so that the days sum to the share exactly; without a weight among them the days are even. */
function fill(weights: number[], days: readonly number[], share: number, computed: readonly number[]): void {
  const all = days.reduce((sum, day) => sum + (computed[day] ?? 0), 0)
  let worked = 0
  let before = 0
  for (const [index, day] of days.entries()) {
    worked += computed[day] ?? 0
    const now = spreadPlan(share, { worked, all, days: index + 1, allDays: days.length })
    weights[day] = now - before
    before = now
  }
}

/** What share of the plan an amount is. Plan above 0. */
export function shareOf(amountMinor: number, planMinor: number): number {
  return spreadPlan(WHOLE_MONTH, { worked: amountMinor, all: planMinor, days: 0, allDays: 1 })
}

/** What amount of the plan a share is: the one that was set, as long as the plan is the same. */
export function amountOf(share: number, planMinor: number): number {
  return spreadPlan(planMinor, { worked: share, all: WHOLE_MONTH, days: 0, allDays: 1 })
}

/** Amounts of the days of a plan; with what is not distributed they make it exactly. */
export function amountsOfDays({ weights, rest }: PartedDays, planMinor: number): { days: number[]; restMinor: number } {
  let weight = 0
  let before = 0
  const days = weights.map((own) => {
    weight += own
    const now = amountOf(weight, planMinor)
    const amount = now - before
    before = now
    return amount
  })
  return { days, restMinor: rest === 0 ? 0 : planMinor - before }
}
