import { addDays, type Day, earlierDay, type Month } from '#core/calendar/day.ts'
import { addMonths, eachMonth, firstDay, monthOf } from '#core/calendar/month.ts'
import { asPeriod, type Period } from '#core/calendar/period.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Counting, cycleOf } from '#modules/funnel/api.ts'
import { type Asked, countingOfAsked } from '../data/sold.ts'
import type { SpendMonth } from '../data/spent.ts'
import { can } from '../policy.ts'

export interface Filters {
  period: string
  pipelineId?: string | undefined
  sourceIds?: string[] | undefined
  lag: boolean
}

/** Whose leads and sales, of which months. */
export interface Span extends Asked {
  /** Till today where the period goes on. */
  period: Period
  from: Month
  /** The last month of the period that has begun. */
  until: Month
  running: Month
}

export interface Question extends Span {
  counting: Counting
  spendPeriod: Period
  /** The months of the period with the days of each whose spend is held against it. */
  spendMonths: readonly SpendMonth[]
  cycleDays: number | null
}

/** @throws Refusal FORBIDDEN to those who see no deals, SOURCES_WHOLE_MONTHS for a period that begins or ends inside a month */
export function spanOf(actor: Actor, now: Date, filters: Filters): Span {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const asked = asPeriod(filters.period)
  if (!asked.start.endsWith('-01') || !asked.end.endsWith('-01')) throw new Refusal('SOURCES_WHOLE_MONTHS')
  const today = todayIn(actor.workspace.timeZone, now)
  const running = monthOf(today)
  const period = { start: asked.start, end: laterOf(asked.start, earlierDay(asked.end, addDays(today, 1))) }
  const last = addMonths(monthOf(asked.end), -1)
  return {
    owners: actor.scope === 'all' ? null : actor.people,
    sources: filters.sourceIds ?? null,
    period,
    from: monthOf(asked.start),
    until: last < running ? last : running,
    running,
  }
}

/** A question with its days resolved. @throws Refusal as spanOf */
export async function questionOf(tx: Tx, actor: Actor, now: Date, filters: Filters): Promise<Question> {
  const span = spanOf(actor, now, filters)
  const { period } = span
  const counting = await countingOfAsked(tx, span, period)
  const { medianSeconds } = await cycleOf(tx, { ...span, pipelineId: null }, counting)
  const cycleDays = medianSeconds === null ? null : medianSeconds / 86_400
  const shift = filters.lag && cycleDays !== null ? Math.max(0, Math.round(cycleDays)) : 0
  const earlier = ({ start, end }: Period) => ({ start: addDays(start, -shift), end: addDays(end, -shift) })
  const spendMonths = eachMonth(span.from, addMonths(span.until, 1)).map((month) => ({
    month,
    days: earlier({ start: firstDay(month), end: earlierDay(firstDay(addMonths(month, 1)), period.end) }),
  }))
  return { ...span, counting, spendPeriod: earlier(period), spendMonths, cycleDays }
}

/** The months of the period as a period of whole months, for what is counted by months. */
export function wholeMonths({ from, until }: Span): Period {
  return { start: firstDay(from), end: firstDay(addMonths(until, 1)) }
}

function laterOf(a: Day, b: Day): Day {
  return a > b ? a : b
}
