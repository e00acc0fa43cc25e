import { type Period, periodDays } from '#core/calendar/period.ts'
import { ratioOf } from '#core/statistics/rate.ts'

export interface Cut {
  id: string | null
  name: string | null
  n: number
  amountMinor: number
  share: number | null
}

/** Groups of one cut as rows: dearest first, each with its share of all lost money. Those without come last. */
export function cutsOf(
  groups: readonly { id: string | null; n: number; amountMinor: number }[],
  names: ReadonlyMap<string, string>,
): Cut[] {
  const all = groups.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return groups
    .map(({ id, n, amountMinor }) => ({
      id,
      name: id === null ? null : (names.get(id) ?? null),
      n,
      amountMinor,
      share: ratioOf(amountMinor, all),
    }))
    .toSorted((a, b) => Number(a.id === null) - Number(b.id === null) || b.amountMinor - a.amountMinor || b.n - a.n)
}

/** How wide points over time are, so that there are neither three nor three hundred. */
export function stepOf(period: Period): 'day' | 'week' | 'month' {
  const days = periodDays(period)
  if (days <= 14) return 'day'
  return days <= 100 ? 'week' : 'month'
}
