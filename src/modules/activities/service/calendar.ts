import { usualHours } from '#core/calendar/business-time.ts'
import { addDays, asDay, daysBetween, eachDay } from '#core/calendar/day.ts'
import { dayOf, startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { workCalendar } from '#modules/org/api.ts'
import { agenda, dueTasks, unreported } from '../data/agenda.ts'
import { ownDays } from '../data/own-days.ts'
import { can } from '../policy.ts'
import { withRights } from './change.ts'
import { dayKind, workingDaysAfter } from './next-step.ts'

const LONGEST_DAYS = 45
const MOST_EVENTS = 3_000
const MOST_TASKS = 3_000
/** In the plan of one day. */
const MOST_TASKS_OF_DAY = 500
const MOST_LATE = 100
/** What is offered as a day for the next step. */
const DAYS_AHEAD = 30

interface Asked {
  from: string
  to: string
  ownerIds?: readonly string[] | undefined
  cancelled?: boolean | undefined
}

/** Activities, tasks and kinds of days of a stretch of the calendar. @throws Refusal FORBIDDEN, CALENDAR_TOO_LONG */
export async function calendarOf(tx: Tx, by: By, asked: Asked) {
  const { actor } = by
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const [first, last] = [asDay(asked.from), asDay(asked.to)]
  const ownerIds = [...new Set(asked.ownerIds ?? [actor.personId])]
  if (last < first || daysBetween(first, last) >= LONGEST_DAYS || ownerIds.length > 20)
    throw new Refusal('CALENDAR_TOO_LONG')
  const zone = zoneOf(by)
  const within = { from: startOfDay(first, zone), to: startOfDay(addDays(last, 1), zone) }
  const limits = { cancelled: asked.cancelled ?? false, limit: MOST_EVENTS + 1 }
  const events = await agenda(tx, actor.workspaceId, ownerIds, within, limits)
  const tasks = await dueTasks(tx, actor.workspaceId, ownerIds, within, MOST_TASKS + 1)
  const calendar = await workCalendar(tx)
  const notes = await ownDays(tx, actor.workspaceId, first, last)
  return {
    events: events.slice(0, MOST_EVENTS).map((line) => withRights(actor, line)),
    tasks: tasks.slice(0, MOST_TASKS),
    days: eachDay(first, addDays(last, 1)).map((day) => ({
      day,
      kind: dayKind(day, calendar),
      note: notes.get(day) ?? null,
    })),
    hours: { opensAt: usualHours.opensAt, closesAt: usualHours.closesAt },
    hasMore: events.length > MOST_EVENTS || tasks.length > MOST_TASKS,
  }
}

/** A person's day: the actor's own, or of somebody whom he sees. @throws Refusal FORBIDDEN */
export async function myDay(tx: Tx, by: By, { ownerId = by.actor.personId }: { ownerId?: string | undefined }) {
  const { actor, now } = by
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const zone = zoneOf(by)
  const day = todayIn(zone, now)
  const within = { from: startOfDay(day, zone), to: startOfDay(addDays(day, 1), zone) }
  const events = await agenda(tx, actor.workspaceId, [ownerId], within, { cancelled: false, limit: 500 })
  const late = await unreported(tx, actor.workspaceId, ownerId, within.from, MOST_LATE)
  const sinceLong = { from: startOfDay(addDays(dayOf(now, zone), -366), zone), to: within.to }
  const tasks = await dueTasks(tx, actor.workspaceId, [ownerId], sinceLong, MOST_TASKS_OF_DAY)
  const calendar = await workCalendar(tx)
  const today = events.map((line) => withRights(actor, line))
  return {
    day,
    kind: dayKind(day, calendar),
    late: late.map((line) => withRights(actor, line)),
    planned: today.filter(({ state }) => state === 'planned'),
    done: today.filter(({ state }) => state === 'done'),
    tasks,
    workingDays: workingDaysAfter(day, DAYS_AHEAD, calendar),
    hours: { opensAt: usualHours.opensAt, closesAt: usualHours.closesAt },
  }
}
