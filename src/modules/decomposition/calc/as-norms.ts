import type { ContactKind } from './profile.ts'

/** A norm as people say it. */
export interface SaidNorm {
  kind: ContactKind
  amount: number
  per: 'day' | 'week'
}

/** Below this many a day a whole number a day would be too much: then it is said by the week. */
const BY_WEEK_BELOW = 2

/**
 * Takes what is needed per working day; gives whole numbers, rounded up so that the plan is still met: a day's, or a week's for what is rare. Kinds
 * of which less than one in two weeks is needed get no norm.
 */
export function asNorms(
  perDay: readonly { kind: ContactKind; perDay: number }[],
  daysAWeek: number,
  kinds: readonly ContactKind[] = ['call', 'meeting', 'demo'],
): SaidNorm[] {
  return perDay.flatMap(({ kind, perDay: needed }): SaidNorm[] => {
    if (!kinds.includes(kind) || needed * daysAWeek < 0.5) return []
    // A hundredth above a whole number is no reason for one contact more.
    const up = (value: number) => Math.ceil(value - 0.01)
    return needed < BY_WEEK_BELOW
      ? [{ kind, amount: up(needed * daysAWeek), per: 'week' }]
      : [{ kind, amount: up(needed), per: 'day' }]
  })
}
