import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import { addDays, asDay, type Day, daysBetween, eachDay } from '#core/calendar/day.ts'
import { usualHours } from '#core/calendar/business-time.ts'
import { addWorkingDays, isShortDay, isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import { dayOf, instantAt, minuteOfDay, startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { workCalendar } from '#modules/org/api.ts'
import { nearestFree, type Stretch } from '../calc/free-time.ts'
import { usualLengthS } from '../calc/lengths.ts'
import type { ActivityResult, Next } from '../contract.ts'
import { busyTimes } from '../data/agenda.ts'

/** Ten in the morning: people are at work and have read their mail. */
const WISHED_MINUTE = 600
const STEP_MINUTES = 15

export interface PlannedNext {
  as: 'activity' | 'task'
  kind: ActivityResult['kind']
  /** Milliseconds. */
  startsAt: number
  /** False: some time of that day, which only a task may say. */
  hasTime: boolean
  durationS: number
  title: string | null
}

/** What is to be planned next: as it was asked for, or what usually follows the result; nothing where the matter rests. */
export async function nextOf(
  tx: Tx,
  by: By,
  next: Next | undefined,
  result: ActivityResult | null,
  ownerId: string,
): Promise<PlannedNext | null> {
  if (next === undefined) return null
  const calendar = await workCalendar(tx)
  if (next === 'usual') {
    if (!result?.next) return null
    const { kind, inDays } = result.next
    const today = todayOf(by)
    const day = inDays === 0 ? today : addWorkingDays(today, inDays, calendar)
    const durationS = usualLengthS(kind)
    const startsAt = await freeMoment(tx, by, { day, ownerId, calendar, durationS })
    return { as: 'activity', kind, startsAt, hasTime: true, durationS, title: null }
  }
  const { as, kind, durationS = usualLengthS(kind), title = null } = next
  const step = { as, kind, durationS, title }
  if (next.startsAt !== undefined) return { ...step, startsAt: Date.parse(next.startsAt), hasTime: true }
  const day = asDay(next.day ?? '')
  if (as === 'task') return { ...step, startsAt: startOfDay(day, zoneOf(by)).getTime(), hasTime: false }
  return { ...step, startsAt: await freeMoment(tx, by, { day, ownerId, calendar, durationS }), hasTime: true }
}

/** The first free time of a person's day from ten o'clock on (from now on, when the day is today); when there is none, ten o'clock all the same. */
async function freeMoment(
  tx: Tx,
  by: By,
  { day, ownerId, calendar, durationS }: { day: Day; ownerId: string; calendar: WorkCalendar; durationS: number },
): Promise<number> {
  const zone = zoneOf(by)
  const busy = await busyTimes(tx, by.actor.workspaceId, [ownerId], {
    from: startOfDay(day, zone),
    to: startOfDay(addDays(day, 1), zone),
  })
  const open = openMinutes(day, calendar) ?? { start: usualHours.opensAt, end: usualHours.closesAt }
  const wish = day === dayOf(by.now, zone) ? Math.max(WISHED_MINUTE, minuteOfDay(by.now, zone) + 30) : WISHED_MINUTE
  const stretches = busy.map(({ start, durationS: length }) => {
    // What began yesterday may last into this day.
    const from = daysBetween(day, dayOf(start, zone)) * 1_440 + minuteOfDay(start, zone)
    return { start: from, end: from + Math.max(length, 300) / 60 }
  })
  const at = nearestFree(open, stretches, durationS / 60, STEP_MINUTES, wish)
  return instantAt(day, at ?? wish, zone).getTime()
}

/** Working hours of a day in minutes after midnight; undefined on a day off. */
export function openMinutes(day: Day, calendar: WorkCalendar): Stretch | undefined {
  if (!isWorkingDay(day, calendar)) return undefined
  return { start: usualHours.opensAt, end: usualHours.closesAt - (isShortDay(day, calendar) ? 60 : 0) }
}

/** Kind of a day in the company's calendar. */
export function dayKind(day: Day, calendar: WorkCalendar): 'working' | 'short' | 'off' {
  if (!isWorkingDay(day, calendar)) return 'off'
  return isShortDay(day, calendar) ? 'short' : 'working'
}

/** So many working days after this one, soonest first; fewer when the year has fewer. */
export function workingDaysAfter(day: Day, count: number, calendar: WorkCalendar): Day[] {
  return eachDay(addDays(day, 1), addDays(day, 366))
    .filter((one) => isWorkingDay(one, calendar))
    .slice(0, count)
}
