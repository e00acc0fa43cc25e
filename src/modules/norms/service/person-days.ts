import { type Day, eachDay } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { employedPart } from '#modules/plans/api.ts'
import type { Absence } from '../data/norm-spans.ts'

export interface PersonDays {
  /** Working days on which the person is there. */
  worked: readonly Day[]
  /** Working days on which he is away. */
  absent: readonly Day[]
}

/** The working days of a person in the period: of his employment, without approved absences. */
export function daysOfPerson(
  period: Period,
  person: { hiredOn: string | null; leftOn: string | null },
  absences: readonly Absence[],
  calendar: WorkCalendar,
): PersonDays {
  const employed = employedPart(period, person)
  if (!employed) return { worked: [], absent: [] }
  const all = workingDaysIn(period, calendar)
  const isWhole = employed.start === period.start && employed.end === period.end
  const own = isWhole ? all : all.filter((day) => employed.start <= day && day < employed.end)
  if (absences.length === 0) return { worked: own, absent: [] }
  const isAway = (day: Day) => absences.some(({ from, to }) => from <= day && day <= to)
  return { worked: own.filter((day) => !isAway(day)), absent: own.filter(isAway) }
}

const known = new WeakMap<WorkCalendar, Map<string, readonly Day[]>>()

/** Once of a calendar and a period: two hundred people have the same. */
function workingDaysIn({ start, end }: Period, calendar: WorkCalendar): readonly Day[] {
  const ofCalendar = known.get(calendar) ?? new Map<string, readonly Day[]>()
  known.set(calendar, ofCalendar)
  const key = `${start} ${end}`
  const days = ofCalendar.get(key) ?? eachDay(start, end).filter((day) => isWorkingDay(day, calendar))
  ofCalendar.set(key, days)
  return days
}
