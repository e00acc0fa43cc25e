import type { Day } from '#core/calendar/day.ts'
import { dayPeriod, lastDayOf, periodAround } from '#core/calendar/period.ts'
import { addWorkingDays, isWorkingDay } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { addedUp, canNorms, normsOf } from '#modules/norms/api.ts'
import { peopleInScope, workCalendar, worksOn } from '#modules/org/api.ts'
import { ritualsOfDay } from '#modules/rituals/api.ts'
import { waitingTasks } from '../data/waiting-tasks.ts'
import { can } from '../policy.ts'

/** When work goes on and what waits then; null on a working day. */
async function dayOffOf(tx: Tx, actor: Actor, today: Day) {
  const calendar = await workCalendar(tx)
  if (isWorkingDay(today, calendar)) return null
  const next = addWorkingDays(today, 1, calendar)
  return {
    next,
    rituals: await ritualsOfDay(tx, actor, next),
    tasks: await waitingTasks(tx, actor.workspaceId, actor.personId, next),
  }
}

/** Meetings of today, and what is done of the week's norms by the reader and his people until now. @throws Refusal FORBIDDEN to those who see no deals */
export async function todayPage(tx: Tx, actor: Actor, now: Date) {
  if (!can(actor, 'seeDeals')) throw new Refusal('FORBIDDEN')
  const today = todayOf({ actor, now })
  const week = periodAround(today, 'week')
  const seen = canNorms(actor, 'read') ? await peopleInScope(tx) : []
  const people = seen.filter((person) => worksOn(person, week.start)).map(({ id }) => id)
  const done = await normsOf(tx, actor.workspaceId, people, week, today)
  const ofToday = await normsOf(tx, actor.workspaceId, people, dayPeriod(today), today)
  const todays = addedUp([...ofToday.values()].map(({ kinds }) => kinds))
  return {
    rituals: await ritualsOfDay(tx, actor, today),
    dayOff: await dayOffOf(tx, actor, today),
    norms: {
      from: week.start,
      to: lastDayOf(week),
      people: done.size,
      kinds: addedUp([...done.values()].map(({ kinds }) => kinds)).map(({ kind, done: made, norm }) => ({
        kind,
        done: made,
        norm: Math.round(norm),
        today: todays.find((one) => one.kind === kind)?.done ?? 0,
      })),
    },
  }
}
