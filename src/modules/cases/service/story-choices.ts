import { addDays, type Day, type TimeZone, weekday } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import { today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { effectCheck, type Series } from '#core/statistics/effect-check.ts'
import { workCalendar } from '#modules/org/api.ts'
import type { StoryWords } from '../calc/story.ts'
import type { StoredEffect, Target } from '../contract.ts'
import { weeklyCounts } from '../data/series.ts'
import {
  awayIn,
  BEFORE_WEEKS,
  recordedSince,
  seriesOf,
  unitsOf,
  USUAL_WEEKS,
  WEEKS_BACK,
  weeksBefore,
} from './effect.ts'
import { type Measured, measurePace, paceTable } from './measure.ts'
import { type CaseSubject, type Subjects, subjectsOf } from './subject.ts'

/** People of the demo company. */
export type StoryPeople = readonly { id: string; role: string; leftOn: string | null }[]

export const ZONE = 'Europe/Moscow' as TimeZone
/** Whole weeks in which the effect of an action is looked for. */
export const AFTER_WEEKS = 4
const MONTHS = 3
/** The plan that was lowered stood so much above the present one. */
const PLAN_BEFORE = 1.15

/** What the deviations of the demo company are told from. */
export interface Story {
  by: By
  today: Day
  /** Monday of this week: what is whole lies before it. */
  monday: Day
  calendar: WorkCalendar
  subjects: Subjects
  sellers: readonly string[]
  director: string
  /** Who has a case already, by month. */
  taken: Set<string>
  series: Map<Target, readonly Series[]>
  /** Plan/fact by period. */
  tables: Map<string, Awaited<ReturnType<typeof paceTable>>>
}

/** What is known before the first deviation is told; null for a company too small for a story. */
export async function beginning(tx: Tx, by: By, people: StoryPeople): Promise<Story | null> {
  const sellers = people.filter(({ role, leftOn }) => role === 'seller' && !leftOn).map(({ id }) => id)
  const director = people.find(({ role }) => role === 'director') ?? people.find(({ role }) => role === 'owner')
  if (sellers.length < MONTHS || !director) return null
  const today = todayIn(ZONE, by.now)
  return {
    by,
    today,
    monday: addDays(today, 1 - weekday(today)),
    calendar: await workCalendar(tx),
    subjects: await subjectsOf(tx, by),
    sellers,
    director: director.id,
    taken: new Set(),
    series: new Map(),
    tables: new Map(),
  }
}

/** Weeks of the sellers by one target, asked once. */
export async function seriesFor(tx: Tx, story: Story, target: Target): Promise<readonly Series[]> {
  const known = story.series.get(target)
  if (known || target === 'next') return known ?? []
  const span = weeksBefore(story.monday)
  const rows = await weeklyCounts(tx, target, span)
  const away = await awayIn(tx, story.by.actor.workspaceId, span)
  const units = unitsOf({ level: 'person', subjectId: story.sellers[0] ?? '' }, story.subjects)
  const made = units.map((unit) =>
    seriesOf(unit, rows, { span, since: recordedSince(rows), calendar: story.calendar, away, isShare: false }),
  )
  story.series.set(target, made)
  return made
}

/** A seller and the week in which his action began. */
export interface Choice {
  personId: string
  /** Place of the week in the series, and its Monday. */
  at: number
  week: Day
  effect: StoredEffect
  expectedMinor: number | null
}

/** Weeks in the closed months after which four more whole weeks have passed, those of the oldest month first. */
function weeksOf({ today, monday }: Story): { at: number; week: Day }[] {
  const first = firstDay(addMonths(monthOf(today), -MONTHS))
  const found: { at: number; week: Day }[] = []
  for (let at = WEEKS_BACK - AFTER_WEEKS; at >= USUAL_WEEKS + BEFORE_WEEKS; at -= 1) {
    const week = addDays(monday, -7 * (WEEKS_BACK - at))
    // The deviation is seen in the fortnight before, and that lies in a month with a plan.
    if (addDays(week, -14) >= first && monthOf(week) < monthOf(today)) found.push({ at, week })
  }
  return found.toReversed()
}

/** So many to choose from; looking for more takes seconds. */
const ENOUGH = 12

/** Sellers and weeks whose figures give the verdict; behind them those that give the nearest to it, "cannot tell". */
export async function choices(tx: Tx, story: Story, words: StoryWords): Promise<Choice[]> {
  const [fit, rest]: [Choice[], Choice[]] = [[], []]
  const targets: Target[] = words.verdict === 'helped' ? [words.target, 'won', 'created', 'sales'] : [words.target]
  for (const target of new Set(targets)) {
    const series = await seriesFor(tx, story, target)
    for (const { at: place, week } of weeksOf(story)) {
      for (const personId of story.sellers) {
        if (story.taken.has(personId)) continue
        const found = choiceOf(series, { personId, at: place, week, target, verdict: words.verdict })
        if (found?.effect.verdict === words.verdict) fit.push(found)
        else if (found?.effect.verdict === 'cannotTell') rest.push(found)
        if (fit.length === ENOUGH) return fit
      }
    }
  }
  return [...fit, ...rest]
}

/** What the figures of a seller say of an action in that week; null where they are too few. */
export function choiceOf(
  series: readonly Series[],
  {
    personId,
    at,
    week,
    target,
    verdict,
  }: { personId: string; at: number; week: Day; target: Target; verdict: StoryWords['verdict'] },
): Choice | null {
  const ask = { treatedId: personId, at, windows: { usual: USUAL_WEEKS, before: BEFORE_WEEKS, after: AFTER_WEEKS } }
  const check = effectCheck(series, ask)
  if (!check || check.high === null || check.low === null) return null
  // A measure that promised more than the figures allow.
  const promised = verdict === 'didNotHelp' ? Math.max(check.high * 1.2, check.expected * 0.3) : 0
  const days =
    series
      .find(({ id }) => id === personId)
      ?.steps.slice(at, at + AFTER_WEEKS)
      .reduce((sum, step) => sum + step.base, 0) ?? 0
  const judged = promised > 0 ? effectCheck(series, { ...ask, promised }) : check
  const isPlanChanged = verdict === 'planChanged' && check.verdict !== 'helped'
  const effect: StoredEffect = {
    ...check,
    target,
    from: week,
    to: addDays(week, 7 * AFTER_WEEKS - 1),
    verdict: isPlanChanged ? 'planChanged' : (judged ?? check).verdict,
  }
  const expectedMinor = target === 'sales' ? Math.round((promised > 0 ? promised : check.expected * 0.2) * days) : null
  return { personId, at, week, effect, expectedMinor }
}

/** The gap of a seller in the fortnight before a week; null when he was not behind. */
export async function gapBefore(
  tx: Tx,
  story: Story,
  subject: CaseSubject,
  week: Day,
  lowered: boolean,
): Promise<Measured | null> {
  const last = addDays(week, -1)
  const begin = monthOf(addDays(week, -14)) === monthOf(last) ? addDays(week, -14) : firstDay(monthOf(last))
  const period = `${begin}..${last}`
  try {
    const table = story.tables.get(period) ?? (await paceTable(tx, story.by, period))
    story.tables.set(period, table)
    const rows = table.rows.map((row) => (lowered && row.subjectId === subject.id ? loweredRow(row) : row))
    return await measurePace(tx, story.by, subject, period, { ...table, rows })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** The line as it stood before its plan was lowered. */
function loweredRow<Row extends { planMinor: number | null; dueMinor: number | null; factMinor: number }>(
  row: Row,
): Row {
  const before = (minor: number | null) => minor && Math.round(minor * PLAN_BEFORE)
  const dueMinor = before(row.dueMinor)
  return {
    ...row,
    planMinor: before(row.planMinor),
    dueMinor,
    deviationMinor: dueMinor === null ? null : row.factMinor - dueMinor,
  }
}
