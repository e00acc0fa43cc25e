import { addDays, type Day, eachDay, yearOf } from '#core/calendar/day.ts'
import { monthFromParts } from '#core/calendar/month.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { workCalendar } from '#modules/org/api.ts'
import { type DayWeights, seasonWeights } from '#core/calendar/day-weights.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import { daySeason, evenSeason, monthSeason, type Season } from '../calc/season.ts'
import { factByDay, factByMonth } from '../data/own-history.ts'
import { seasonOf, writeSeason } from '../data/seasons.ts'
import { can } from '../policy.ts'
import { announcePlan } from './set-cells.ts'

/** Whole years that a season is learnt from, and days back for its days. */
const YEARS = 3
const DAYS = 365

/** The season of a metric as it was set, and what own history says. @throws Refusal FORBIDDEN for roles that see no plans */
export async function metricSeason(tx: Tx, actor: Actor, metric: PlanMetric, now: Date) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const day = todayOf({ actor, now })
  const stored = await seasonOf(tx, actor.workspaceId, metric)
  const calendar = await workCalendar(tx)
  const { suggested, years, days } = await learnt(tx, actor.workspaceId, metric, day, calendar)
  return {
    season: plainSeason(stored ?? evenSeason),
    version: stored?.version ?? 0,
    changedBy: stored?.changedBy ?? null,
    changedAt: stored?.changedAt.toISOString() ?? null,
    suggested,
    years,
    days,
    may: { edit: can(actor, 'set season') },
  }
}

/** @throws Refusal FORBIDDEN for those who plan people only, PLAN_SEASON_CHANGED when somebody has set another one since it was read */
export async function setSeason(
  tx: Tx,
  actor: Actor,
  asked: { metric: PlanMetric; season: Season; version: number },
): Promise<{ season: ReturnType<typeof plainSeason>; version: number }> {
  if (!can(actor, 'set season')) throw new Refusal('FORBIDDEN')
  const version = await writeSeason(tx, actor.workspaceId, { ...asked, personId: actor.personId })
  if (version === undefined) {
    const other = await seasonOf(tx, actor.workspaceId, asked.metric)
    throw new Refusal('PLAN_SEASON_CHANGED', { by: other?.changedBy ?? null })
  }
  announcePlan(tx, actor)
  return { season: plainSeason(asked.season), version }
}

/** What working days of this metric weigh by the company's calendar and the season that was set. A calendar that is still being read is not waited for. */
export async function metricWeights(
  tx: Tx,
  workspaceId: string,
  metric: string,
  calendar: WorkCalendar | Promise<WorkCalendar>,
): Promise<DayWeights> {
  const [season, days] = await Promise.all([seasonOf(tx, workspaceId, metric), calendar])
  return seasonWeights(days, season ?? null)
}

async function learnt(tx: Tx, workspaceId: string, metric: PlanMetric, today: Day, calendar: WorkCalendar) {
  const year = yearOf(today)
  const years = Array.from({ length: YEARS }, (_, index) => year - YEARS + index)
  const months = await factByMonth(tx, workspaceId, metric, {
    from: monthFromParts(year - YEARS, 1),
    to: monthFromParts(year - 1, 12),
  })
  // A year that the company did not begin with is no whole one: its empty months would be called a low season.
  const whole = years.filter((one) => (months.get(monthFromParts(one, 1)) ?? 0) > 0)
  const start = addDays(today, -DAYS)
  const byDay = await factByDay(tx, workspaceId, metric, { start, end: today })
  const first = [...byDay.keys()].toSorted()[0] ?? today
  const days = eachDay(first > start ? first : start, today)
  const inside = daySeason(byDay, days, calendar)
  return {
    suggested: {
      months: monthSeason(months, whole) ?? evenSeason.months,
      weekdays: inside?.weekdays ?? evenSeason.weekdays,
      thirds: inside?.thirds ?? evenSeason.thirds,
    } as { months: number[]; weekdays: number[]; thirds: number[] },
    years: whole,
    days: inside ? days.length : 0,
  }
}

function plainSeason({ months, weekdays, thirds }: Season) {
  return { months: [...months], weekdays: [...weekdays], thirds: [...thirds] }
}
