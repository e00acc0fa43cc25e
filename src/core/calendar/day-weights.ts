/** What working days weigh: all the same, or by a season; as the calendar says, or as it said on another day. */
import { addDays, type Day, dateOf, eachDay, type Month, weekday } from './day.ts'
import { firstDay, monthOf } from './month.ts'
import { monthPeriod, type Period } from './period.ts'
import { isWorkingDay, type WorkCalendar } from './working-days.ts'

/** Weights of the days of a month from its first on; 0 is a day off. They mean nothing but their proportions inside the month. */
export interface DayWeights {
  ofMonth(month: Month): readonly number[]
  /** Running sums of the same: `[0, first, first + second, …]`. */
  courseOf(month: Month): readonly number[]
}

/** How something runs inside a month, in percent of the usual: Monday to Sunday; the 1st to 10th, 11th to 20th, 21st to the end. */
export interface DaySeason {
  weekdays: readonly number[]
  thirds: readonly number[]
}

const evenOf = new WeakMap<WorkCalendar, DayWeights>()

/** Each working day weighs the same. */
export function evenWeights(calendar: WorkCalendar): DayWeights {
  const known = evenOf.get(calendar)
  if (known) return known
  const weights = weightsBy((day) => Number(isWorkingDay(day, calendar)))
  evenOf.set(calendar, weights)
  return weights
}

/** A working day weighs weekday × third of the month. Whatever the season says, a day off weighs nothing. */
export function seasonWeights(calendar: WorkCalendar, season: DaySeason | null): DayWeights {
  if (!season || isEven(season)) return evenWeights(calendar)
  return weightsBy((day) => (isWorkingDay(day, calendar) ? seasonOf(day, season) : 0))
}

/** The same weights but for months whose days were fixed. */
export function fixedWeights(base: DayWeights, fixed: ReadonlyMap<Month, readonly number[]>): DayWeights {
  if (fixed.size === 0) return base
  return cached((month) => fixed.get(month) ?? base.ofMonth(month))
}

/** The same weights without days on which a person is away. */
export function weightsWithout(base: DayWeights, away: readonly Period[]): DayWeights {
  if (away.length === 0) return base
  return cached((month) => {
    const start = firstDay(month)
    return base.ofMonth(month).map((weight, index) => {
      const day = addDays(start, index)
      return away.some((period) => period.start <= day && day < period.end) ? 0 : weight
    })
  })
}

/** Sum of the weights of the period's days. Of several months it means something only where their weights are on one scale, as even ones are. */
export function weightOf({ start, end }: Period, weights: DayWeights): number {
  let sum = 0
  for (let day = start; day < end;) {
    const month = monthPeriod(monthOf(day))
    const until = month.end < end ? month.end : end
    const course = weights.courseOf(monthOf(day))
    const last = until === month.end ? course.length - 1 : dateOf(until) - 1
    sum += (course[last] ?? 0) - (course[dateOf(day) - 1] ?? 0)
    day = until
  }
  return sum
}

/** Whether two sets of weights divide a month in the same way. */
export function sameCourse(one: readonly number[], other: readonly number[]): boolean {
  const [a, b] = [reduced(one), reduced(other)]
  return a.length === b.length && a.every((weight, index) => weight === b[index])
}

function seasonOf(day: Day, { weekdays, thirds }: DaySeason): number {
  const third = Math.min(2, Math.floor((dateOf(day) - 1) / 10))
  return (weekdays[weekday(day) - 1] ?? 100) * (thirds[third] ?? 100)
}

function isEven({ weekdays, thirds }: DaySeason): boolean {
  return new Set(weekdays).size <= 1 && new Set(thirds).size <= 1
}

function weightsBy(weight: (day: Day) => number): DayWeights {
  return cached((month) => {
    const { start, end } = monthPeriod(month)
    return reduced(eachDay(start, end).map(weight))
  })
}

function cached(weightsOf: (month: Month) => readonly number[]): DayWeights {
  const known = new Map<Month, { weights: readonly number[]; course: readonly number[] }>()
  const at = (month: Month) => {
    const found = known.get(month)
    if (found) return found
    const weights = weightsOf(month)
    const course = [0]
    for (const weight of weights) course.push((course.at(-1) ?? 0) + weight)
    const made = { weights, course }
    known.set(month, made)
    return made
  }
  return { ofMonth: (month) => at(month).weights, courseOf: (month) => at(month).course }
}

/** By their greatest common divisor, so that products with amounts stay whole numbers that a double holds. */
function reduced(weights: readonly number[]): readonly number[] {
  const divisor = weights.reduce(greatestCommonDivisor, 0)
  return divisor > 1 ? weights.map((weight) => weight / divisor) : weights
}

function greatestCommonDivisor(a: number, b: number): number {
  let [one, other] = [a, b]
  while (other !== 0) [one, other] = [other, one % other]
  return one
}
