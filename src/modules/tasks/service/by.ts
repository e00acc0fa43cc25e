import type { Day, TimeZone } from '#core/calendar/day.ts'
import { today } from '#core/calendar/zone.ts'
import type { Actor } from '#core/http/routes.ts'
import type { TaskSource } from '../data/write-tasks.ts'

/** What a command needs besides its input: who, when. */
export interface By {
  actor: Actor
  now: Date
}

export const zoneOf = ({ actor }: Pick<By, 'actor'>): TimeZone => actor.workspace.timeZone as TimeZone
export const todayOf = (by: By): Day => today(zoneOf(by), by.now)
export const sourceOf = ({ actor }: By): TaskSource => (actor.via === 'api-key' ? 'api' : 'ui')
