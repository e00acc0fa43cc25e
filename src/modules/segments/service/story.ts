import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Gate } from '#core/db/gate.ts'
import { foldCohorts } from '#modules/cohorts/api.ts'
import { computeClasses, tellOfSilent } from './compute.ts'

const MONTHS_BEFORE = 2
const EVERYTHING = 1_000_000

/** The demo company was classed at the end of each of its last months, so that clients have gone from class to class. */
export async function tellStory(gate: Gate, { workspaceId, now }: { workspaceId: string; now: Date }): Promise<void> {
  await gate.asServer(async (tx) => {
    while ((await foldCohorts(tx, EVERYTHING)) > 0);
    const today = todayIn('Europe/Moscow' as TimeZone, now)
    for (let ago = MONTHS_BEFORE; ago >= 0; ago--) {
      const day: Day = addDays(firstDay(addMonths(monthOf(today), -ago)), -1)
      await computeClasses(tx, workspaceId, day, null)
    }
    await computeClasses(tx, workspaceId, today, null)
    await tellOfSilent(tx, workspaceId, today)
  })
}
