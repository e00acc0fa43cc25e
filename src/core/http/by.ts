import type { Day, TimeZone } from '#core/calendar/day.ts'
import { today } from '#core/calendar/zone.ts'
import type { Actor, Call } from './routes.ts'

/** Who acts, and when: what a use case takes of a call besides its input. */
export interface By {
  actor: Actor
  now: Date
}

/** What a use case takes of this call. */
export function byOf({ actor, clock }: Pick<Call<unknown>, 'actor' | 'clock'>): By {
  return { actor, now: clock.now() }
}

/** The zone of the company: its days begin there. */
export function zoneOf({ actor }: Pick<By, 'actor'>): TimeZone {
  return actor.workspace.timeZone
}

/** The day that it is in the company. */
export function todayOf(by: By): Day {
  return today(zoneOf(by), by.now)
}

/** How a change came here: from a program with a key, or from a person at a screen. */
export function sourceOf({ actor }: Pick<By, 'actor'>): 'api' | 'ui' {
  return actor.via === 'api-key' ? 'api' : 'ui'
}
