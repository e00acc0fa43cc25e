/** Fulfilment of a norm: done ÷ (norm × days worked). Only contacts with a client and a result are done. */
import type { Day } from '#core/calendar/day.ts'
import type { NormKind } from '../contract.ts'

/** So many a working day, from a day until a day, both included; null is open. */
export interface NormSpan {
  kind: NormKind
  from: Day
  to: Day | null
  perDay: number
}

export interface OfKind {
  kind: NormKind
  done: number
  norm: number
  fulfilment: number | null
}

/** What is asked for of a kind on a day that is worked; 0 without a norm. */
export function normOn(spans: readonly NormSpan[], kind: NormKind, day: Day): number {
  const span = spans.find((one) => one.kind === kind && one.from <= day && (one.to === null || one.to >= day))
  return span?.perDay ?? 0
}

/**
 * Takes a person's norms, the days on which they count (worked, not away, not excused), and what he has done of each kind on which day, all days
 * of the period included: what is done on a day off helps. Gives the kinds that have a norm.
 */
export function fulfilmentOf(
  spans: readonly NormSpan[],
  days: readonly Day[],
  done: ReadonlyMap<NormKind, number>,
): OfKind[] {
  return [...new Set(spans.map(({ kind }) => kind))].flatMap((kind): OfKind[] => {
    const norm = days.reduce((sum, day) => sum + normOn(spans, kind, day), 0)
    const made = done.get(kind) ?? 0
    return norm > 0 ? [{ kind, done: made, norm, fulfilment: made / norm }] : []
  })
}

/** Of several kinds together: the mean of their fulfilments, each at most 1, for a hundred calls are no meeting. Null without a norm. */
export function fulfilmentOfAll(kinds: readonly Pick<OfKind, 'fulfilment'>[]): number | null {
  const known = kinds.flatMap(({ fulfilment }) => (fulfilment === null ? [] : [Math.min(1, fulfilment)]))
  return known.length === 0 ? null : known.reduce((sum, share) => sum + share, 0) / known.length
}

/** Several people in one: what was done and what was asked for of each kind add up. */
export function addedUp(all: readonly (readonly OfKind[])[]): OfKind[] {
  const sums = new Map<NormKind, { done: number; norm: number }>()
  for (const { kind, done, norm } of all.flat()) {
    const sum = sums.get(kind)
    sums.set(kind, { done: (sum?.done ?? 0) + done, norm: (sum?.norm ?? 0) + norm })
  }
  return [...sums].map(([kind, sum]) => ({ kind, ...sum, fulfilment: sum.norm > 0 ? sum.done / sum.norm : null }))
}
