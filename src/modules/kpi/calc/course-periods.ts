import { addDays } from '#core/calendar/day.ts'
import { isPeriodKey, type Period, periodKey, periodKind, previousPeriod } from '#core/calendar/period.ts'

export type CourseKind = 'day' | 'week' | 'month' | 'quarter' | 'year'

export interface Course {
  kind: CourseKind
  /** Keys of the periods, oldest first, the asked one last. */
  keys: string[]
  /** Key of all their days together. */
  span: string
}

const HOW_MANY: Record<CourseKind, number> = { day: 12, week: 12, month: 12, quarter: 12, year: 5 }

/** The last periods of this kind with the asked one at the end, as far back as may be asked; single dates of no kind have no course. */
export function courseOf(period: Period): Course | null {
  const kind = periodKind(period)
  if (kind === 'range') return null
  const periods = [period]
  for (let before = previousPeriod(period); periods.length < HOW_MANY[kind]; before = previousPeriod(before)) {
    if (!isPeriodKey(periodKey(before))) break
    periods.unshift(before)
  }
  const start = periods[0]?.start ?? period.start
  return { kind, keys: periods.map(periodKey), span: `${start}..${addDays(period.end, -1)}` }
}

/** How many months a period is: whole ones exactly, others by 30.4375 days. */
export function monthsIn({ start, end }: Period, days: number): number {
  const isWhole = start.endsWith('-01') && end.endsWith('-01')
  if (!isWhole) return days / 30.4375
  const at = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7))
  return at(end) - at(start)
}
