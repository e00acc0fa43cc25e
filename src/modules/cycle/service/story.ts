import type { TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, lastDay, monthOf } from '#core/calendar/month.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { addWorkingDays } from '#core/calendar/working-days.ts'
import { instantAt, startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate } from '#core/db/gate.ts'
import { audit } from '#modules/org/api.ts'
import { changeDeals, writeContext } from '#modules/deals/api.ts'
import { beginClosing } from '../data/closings.ts'
import { dealToWinLate } from '../data/story.ts'
import { CLOSE_STEPS, freezeMonth } from './close-job.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone
const MONTHS = 3
const TEN_O_CLOCK = 600

/** Three closed months, and one deal that was learnt of after the last of them was closed. */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const director = people.find(({ role, leftOn }) => role === 'director' && !leftOn)
  if (!director) return
  const running = monthOf(todayIn(ZONE, now))
  const byId = director.id
  await gate.asServer(async (tx) => {
    for (let back = MONTHS; back >= 1; back -= 1) {
      const month = addMonths(running, -back)
      const third = addWorkingDays(firstDay(addMonths(month, 1)), 2, russianCalendar)
      const at = instantAt(third, TEN_O_CLOCK, ZONE)
      // In the first days of a month the last one is not closed yet.
      if (at > now) break
      const good = (code: 'ended' | 'inOrder' | 'planSet' | 'resultsHeld', path: string, required = false) =>
        ({ code, state: 'good', count: 1, required, path }) as const
      await beginClosing(tx, workspaceId, month, {
        byId,
        note: null,
        checklist: [
          good('ended', '/cycle', true),
          good('inOrder', '/cycle', true),
          good('planSet', '/plan'),
          good('resultsHeld', '/rituals'),
        ],
        now: at,
        steps: CLOSE_STEPS,
      })
      await freezeMonth(tx, workspaceId, month, at)
      await audit(tx, { workspaceId, personId: byId }, 'cycle.closed', 'month', month, { month })
    }
    const last = lastDay(addMonths(running, -1))
    const late = await dealToWinLate(tx, workspaceId, startOfDay(last, ZONE))
    if (!late) return
    const origin = { actorId: byId, source: 'demo', importId: null } as const
    const context = await writeContext(tx, workspaceId, ZONE, origin, now.getTime())
    const occurredAt = instantAt(last, 17 * 60, ZONE).getTime()
    await changeDeals(tx, context, [{ id: late.id, moves: [{ toStageId: late.wonStageId, occurredAt }] }])
  })
}
