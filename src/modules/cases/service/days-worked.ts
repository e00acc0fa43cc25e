import type { Period } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { absencesIn, daysOfPerson } from '#modules/norms/api.ts'
import type { OrgPerson } from '#modules/org/api.ts'

/** Working days of these people in each period, in all: those of their employment, without approved absences. */
export async function daysWorked(
  tx: Tx,
  workspaceId: string,
  people: readonly OrgPerson[],
  periods: readonly Period[],
  calendar: WorkCalendar,
): Promise<number[]> {
  const sums: number[] = []
  for (const period of periods) {
    const away = Map.groupBy(await absencesIn(tx, workspaceId, period), ({ personId }) => personId)
    const days = people.map((person) => daysOfPerson(period, person, away.get(person.id) ?? [], calendar).worked.length)
    sums.push(days.reduce((sum, worked) => sum + worked, 0))
  }
  return sums
}
