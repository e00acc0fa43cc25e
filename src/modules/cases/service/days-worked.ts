import type { Period } from '#core/calendar/period.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import type { OrgPerson } from '#modules/org/api.ts'
import { employedPart } from '#modules/plans/api.ts'

/** Working days of these people in each period, in all: those of their employment. */
export async function daysWorked(
  _tx: Tx,
  _workspaceId: string,
  people: readonly OrgPerson[],
  periods: readonly Period[],
  calendar: WorkCalendar,
): Promise<number[]> {
  return periods.map((period) =>
    people.reduce((sum, person) => {
      const worked = employedPart(period, person)
      return sum + (worked ? workingDays(worked, calendar) : 0)
    }, 0),
  )
}
