import { addDays, type Day, daysBetween } from '#core/calendar/day.ts'
import { lastDayOf, periodAround } from '#core/calendar/period.ts'
import { isWorkingDay } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { workCalendar } from '#modules/org/api.ts'
import { meetingsIn } from './calendar.ts'

const MOST_DAYS = 62
/** How far a day off looks for a meeting on both sides: the longest holidays and a week. */
const LOOK_DAYS = 21

/** Meetings of these days, this week when none are named. @throws Refusal RITUAL_DAYS */
export async function listRituals(tx: Tx, by: By, asked: { from?: string | undefined; to?: string | undefined }) {
  const today = todayOf(by)
  const week = periodAround(today, 'week')
  const from = (asked.from ?? week.start) as Day
  const to = (asked.to ?? (asked.from ? addDays(from, 6) : lastDayOf(week))) as Day
  if (to < from || daysBetween(from, to) > MOST_DAYS) throw new Refusal('RITUAL_DAYS')
  const found = await meetingsIn(tx, by, { start: from, end: addDays(to, 1) })
  return { today, from, to, rows: found.map(({ line }) => line), dayOff: await dayOffOf(tx, by, today) }
}

/** What was held last and what comes next; null on a working day. */
async function dayOffOf(tx: Tx, by: By, today: Day) {
  if (isWorkingDay(today, await workCalendar(tx))) return null
  const found = await meetingsIn(tx, by, { start: addDays(today, -LOOK_DAYS), end: addDays(today, LOOK_DAYS) })
  const lines = found.map(({ line }) => line)
  return {
    last: lines.findLast(({ day, state }) => day <= today && state === 'held') ?? null,
    next: lines.find(({ day, state }) => day > today && (state === 'due' || state === 'planned')) ?? null,
  }
}
