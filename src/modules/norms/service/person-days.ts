import { type Day, eachDay } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { employedPart } from '#modules/plans/api.ts'
import type { Absence } from '../data/norm-spans.ts'

export interface PersonDays {
  /** Working days on which the person is there. */
  worked: Day[]
  /** Working days on which he is away. */
  absent: Day[]
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
  const days: PersonDays = { worked: [], absent: [] }
  for (const day of eachDay(employed.start, employed.end)) {
    if (!isWorkingDay(day, calendar)) continue
    const isAway = absences.some(({ from, to }) => from <= day && day <= to)
    ;(isAway ? days.absent : days.worked).push(day)
  }
  return days
}
