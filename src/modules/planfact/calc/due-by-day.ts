/** The due line of a chart: what is due by the end of each day of a period. */
import { addDays, dayNumber } from '#core/calendar/day.ts'
import { monthPeriod, type Period, periodDays } from '#core/calendar/period.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { type PlanLeaf, spreadPlan } from './plan-in-period.ts'

/** Sums `planInPeriod` of all leaves up to each day in turn, but counts days once: a year of two hundred people is a million questions. */
export function dueByDay(leaves: readonly PlanLeaf[], period: Period, calendar: WorkCalendar): number[] {
  const length = periodDays(period)
  const first = dayNumber(period.start)
  const growth = new Array<number>(length).fill(0)
  for (const month of Map.groupBy(leaves, (leaf) => leaf.month).values()) {
    const [one] = month
    if (!one) continue
    const { start, end } = monthPeriod(one.month)
    const begin = dayNumber(start)
    // worked[i]: working days of the month before its i-th day.
    const worked = [0]
    for (let day = start; day < end; day = addDays(day, 1))
      worked.push((worked.at(-1) ?? 0) + Number(isWorkingDay(day, calendar)))
    for (const leaf of month) {
      const [from, to] = [dayNumber(leaf.days.start) - begin, dayNumber(leaf.days.end) - begin]
      const workedBy = (index: number) => (worked[Math.min(Math.max(index, from), to)] ?? 0) - (worked[from] ?? 0)
      for (let index = from; index < to; index++) {
        const day = begin + index - first
        if (day < 0 || day >= length) continue
        const part = (at: number) =>
          spreadPlan(leaf.amountMinor, { worked: workedBy(at), all: workedBy(to), days: at - from, allDays: to - from })
        growth[day] = (growth[day] ?? 0) + part(index + 1) - part(index)
      }
    }
  }
  let sum = 0
  return growth.map((step) => (sum += step))
}
