import { type PeriodKind, parsePeriod, periodAround, periodKey, periodKind } from '#core/calendar/period.ts'
import type { Day } from '#core/calendar/day.ts'

/** Filters as they stand in the address of a page. */
export type PageSearch = Record<string, string>

const NOW = 'now:'
const kinds: readonly string[] = ['year', 'quarter', 'month', 'week', 'day'] satisfies PeriodKind[]

/** What a view of a page keeps: all filters of the address; `view` itself is none. */
export function filtersOf(address: Readonly<Record<string, unknown>>): PageSearch {
  const own = Object.entries(address).flatMap(([key, value]) =>
    key === 'view' || typeof value !== 'string' || value === '' ? [] : [[key, value] as const],
  )
  return Object.fromEntries(own)
}

/** The same filters with a period that goes with the calendar: `now:quarter` is the quarter in which the view is opened. */
export function withMovingPeriod(search: PageSearch): PageSearch {
  const period = parsePeriod(search.period ?? '')
  const kind = period && periodKind(period)
  if (!kind || kind === 'range') return search
  return { ...search, period: `${NOW}${kind}` }
}

/** The filters of a view as of today: a moving period becomes the present one. */
export function filtersToday(search: PageSearch, today: Day): PageSearch {
  const { period, ...others } = search
  if (!period?.startsWith(NOW)) return search
  const kind = period.slice(NOW.length)
  if (!kinds.includes(kind)) return others
  return { ...others, period: periodKey(periodAround(today, kind as Exclude<PeriodKind, 'range'>)) }
}

/** Whether two sets of filters ask the same. */
export function sameSearch(one: PageSearch, two: PageSearch): boolean {
  const form = (search: PageSearch) => JSON.stringify(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return form(one) === form(two)
}
