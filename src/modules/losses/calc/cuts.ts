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

const DAY = 86_400_000

/** How wide points over time are, so that there are neither three nor three hundred. Takes days of a half-open period. */
export function stepOf({ start, end }: { start: string; end: string }): 'day' | 'week' | 'month' {
  const days = (Date.parse(end) - Date.parse(start)) / DAY
  if (days <= 14) return 'day'
  return days <= 100 ? 'week' : 'month'
}
