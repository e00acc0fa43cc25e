import type { Day, TimeZone } from '#core/calendar/day.ts'
import { dayOf } from '#core/calendar/zone.ts'
import type { Actor } from '#core/http/routes.ts'

/** Who does it, and when. */
export interface By {
  actor: Actor
  now: Date
}

/** Today in the company's zone. */
export function todayOf({ actor, now }: By): Day {
  return dayOf(now, actor.workspace.timeZone as TimeZone)
}
