/** Days on which people are away, and the working days of an approval: what a line's own days weigh. */
import { addDays, type Day, eachDay, type Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { type WorkCalendar, withDaysOff } from '#core/calendar/working-days.ts'
import { type DayWeights, fixedWeights, weightsWithout } from '#core/calendar/day-weights.ts'

/** Takes absences with their last days; gives half-open periods by person. */
export function awayByPerson(
  absences: readonly { personId: string; fromOn: Day; toOn: Day }[],
): Map<string, readonly Period[]> {
  return new Map(
    [...Map.groupBy(absences, ({ personId }) => personId)].map(([personId, own]) => [
      personId,
      own.map(({ fromOn, toOn }) => ({ start: fromOn, end: addDays(toOn, 1) })),
    ]),
  )
}

/** The calendar without the days of absence; the calendar itself for those who are not away. */
export function calendarWithout(calendar: WorkCalendar, away: readonly Period[] | undefined): WorkCalendar {
  if (!away) return calendar
  return withDaysOff(
    calendar,
    away.flatMap(({ start, end }) => eachDay(start, end)),
  )
}

/** Where plans were approved with other working days than the calendar has now. */
export interface Approval {
  /** The weights of the days that a subject's month was approved with, where they differ from the present ones. */
  daysOf(subjectId: string, month: Month): readonly number[] | undefined
  changed: readonly Month[]
}

/** The weights of a leaf where they are not those of all: of an approval that the calendar has left behind, or of a person who is away. */
export function leafWeights(
  base: DayWeights,
  away: ReadonlyMap<string, readonly Period[]>,
  approval: Approval,
): (subjectId: string, month: Month) => DayWeights | undefined {
  const own = new Map([...away].map(([personId, periods]) => [personId, weightsWithout(base, periods)]))
  if (approval.changed.length === 0) return (subjectId) => own.get(subjectId)
  return (subjectId, month) => {
    const days = approval.daysOf(subjectId, month)
    if (!days) return own.get(subjectId)
    const fixed = fixedWeights(base, new Map([[month, days]]))
    const periods = away.get(subjectId)
    return periods ? weightsWithout(fixed, periods) : fixed
  }
}
