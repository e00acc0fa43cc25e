import { addDays, type Day, type TimeZone, weekday } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { addWorkingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import { instantAt, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import { effectCheck, type Series } from '#core/statistics/effect-check.ts'
import { workCalendar } from '#modules/org/api.ts'
import { causesOf } from '../calc/causes.ts'
import { closedStories, dueStory, openComments, type StoryWords } from '../calc/story.ts'
import type { StoredEffect, Target } from '../contract.ts'
import { insertAction } from '../data/actions.ts'
import { insertCase, type LogEntry, type StoredCase, writeLog } from '../data/cases.ts'
import { weeklyCounts } from '../data/series.ts'
import { BEFORE_WEEKS, seriesOf, unitsOf, USUAL_WEEKS, WEEKS_BACK } from './effect.ts'
import { type Measured, type Measuring, measurePace, paceTable } from './measure.ts'
import { serverActor } from './night.ts'
import { freshCase } from './open-case.ts'
import { type CaseSubject, type Subjects, subjectsOf } from './subject.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone
const AFTER_WEEKS = 4
const MONTHS = 3
/** The plan that was lowered stood so much above the present one. */
const PLAN_BEFORE = 1.15

/**
 * Deviations of the demo company in its three closed months and the running one. Gaps, drivers and effects are measured on its own deals by the same
 * functions as everybody's; only words and choices are invented: for each verdict a seller and a month are taken whose figures give it.
 */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const actor = serverActor({ workspaceId, name: '', timeZone: ZONE, currency: 'RUB', isDemo: true })
  await gate.as(actor, async (tx) => {
    const story = await beginning(tx, { actor, now }, people)
    if (!story) return
    for (const words of closedStories) await tellClosed(tx, story, words)
    await tellDue(tx, story)
    await tellOpen(tx, story)
  })
}

interface Story {
  measuring: Measuring
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

async function beginning(tx: Tx, measuring: Measuring, people: Company['people']): Promise<Story | null> {
  const sellers = people.filter(({ role, leftOn }) => role === 'seller' && !leftOn).map(({ id }) => id)
  const director = people.find(({ role }) => role === 'director') ?? people.find(({ role }) => role === 'owner')
  if (sellers.length < MONTHS || !director) return null
  const today = todayIn(ZONE, measuring.now)
  return {
    measuring,
    today,
    monday: addDays(today, 1 - weekday(today)),
    calendar: await workCalendar(tx),
    subjects: await subjectsOf(tx, measuring.actor),
    sellers,
    director: director.id,
    taken: new Set(),
    series: new Map(),
    tables: new Map(),
  }
}

async function seriesFor(tx: Tx, story: Story, target: Target): Promise<readonly Series[]> {
  const known = story.series.get(target)
  if (known || target === 'next') return known ?? []
  const start = addDays(story.monday, -7 * WEEKS_BACK)
  const rows = await weeklyCounts(tx, target, { start, end: story.monday })
  const units = unitsOf({ level: 'person', subjectId: story.sellers[0] ?? '' }, story.subjects)
  const made = units.map((unit) =>
    seriesOf(unit, rows, { start, count: WEEKS_BACK, calendar: story.calendar, isShare: false }),
  )
  story.series.set(target, made)
  return made
}

/** A seller and the week in which his action began. */
interface Choice {
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
async function choices(tx: Tx, story: Story, words: StoryWords): Promise<Choice[]> {
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

/** More weeks are not looked at for one case. */
const MOST_TRIES = 24

function choiceOf(
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
async function gapBefore(
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
    const table = story.tables.get(period) ?? (await paceTable(tx, story.measuring, period))
    story.tables.set(period, table)
    const rows = table.rows.map((row) => (lowered && row.subjectId === subject.id ? loweredRow(row) : row))
    return await measurePace(tx, story.measuring, subject, period, { ...table, rows })
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

async function tellClosed(tx: Tx, story: Story, words: StoryWords): Promise<void> {
  for (const choice of (await choices(tx, story, words)).slice(0, MOST_TRIES)) {
    const { personId, week } = choice
    const subject = story.subjects.find('person', personId)
    const measured = await gapBefore(tx, story, subject, week, words.verdict === 'planChanged')
    if (!measured) continue
    story.taken.add(personId)
    const closedOn = addDays(week, 7 * AFTER_WEEKS + 1)
    const { verdict } = choice.effect
    await tellCase(tx, story, {
      subject,
      measured,
      words,
      choice,
      openedOn: addDays(week, -3),
      reviewOn: addWorkingDays(week, 5 * AFTER_WEEKS, story.calendar),
      end: {
        verdict,
        on: closedOn < story.today ? closedOn : story.today,
        note: verdict === words.verdict ? words.note : null,
      },
    })
    return
  }
}

/** Acted on five weeks ago; the verdict is to be drawn today. */
async function tellDue(tx: Tx, story: Story): Promise<void> {
  const at = WEEKS_BACK - AFTER_WEEKS - 1
  const week = addDays(story.monday, -7 * (AFTER_WEEKS + 1))
  const series = await seriesFor(tx, story, dueStory.target)
  for (const personId of story.sellers) {
    if (story.taken.has(personId)) continue
    const choice = choiceOf(series, { personId, at, week, target: dueStory.target, verdict: 'cannotTell' })
    const subject = story.subjects.find('person', personId)
    const measured = choice && (await gapBefore(tx, story, subject, week, false))
    if (!measured) continue
    story.taken.add(personId)
    await tellCase(tx, story, {
      subject,
      measured,
      words: dueStory,
      choice,
      openedOn: addDays(week, -3),
      reviewOn: story.today,
      end: null,
    })
    return
  }
}

/** The furthest behind of this month in each department: opened by the rule, nobody has decided yet. */
async function tellOpen(tx: Tx, story: Story): Promise<void> {
  const period = monthOf(story.today)
  const table = await paceTable(tx, story.measuring, period)
  const behind = table.rows
    .filter(
      (row) =>
        row.level === 'person' &&
        story.sellers.includes(row.subjectId) &&
        !story.taken.has(row.subjectId) &&
        (row.deviationMinor ?? 0) < 0,
    )
    .toSorted((a, b) => (a.deviationMinor ?? 0) - (b.deviationMinor ?? 0))
  const departments = [...new Set(behind.map(({ parentId }) => parentId))]
  const openedOn = addDays(story.today, -2) < firstDay(period) ? story.today : addDays(story.today, -2)
  for (const [place, body] of openComments.entries()) {
    const worst = behind.find(({ parentId }) => parentId === departments[place])
    if (!worst || place >= departments.length) return
    const subject = story.subjects.find('person', worst.subjectId)
    const measured = await measurePace(tx, story.measuring, subject, period, table)
    const one = caseOf({ subject, measured, period, openedOn, openedBy: null })
    if (!(await insertCase(tx, story.measuring.actor.workspaceId, one))) continue
    await say(tx, story, one, { kind: 'opened', authorId: null, body: null, on: openedOn, minutes: 320 })
    await say(tx, story, one, { kind: 'comment', authorId: subject.id, body, on: openedOn, minutes: 590 + 7 * place })
  }
}

interface Telling {
  subject: CaseSubject
  measured: Measured
  words: StoryWords
  choice: Choice
  openedOn: Day
  reviewOn: Day
  end: { verdict: StoredEffect['verdict']; on: Day; note: string | null } | null
}

async function tellCase(
  tx: Tx,
  story: Story,
  { subject, measured, words, choice, openedOn, reviewOn, end }: Telling,
): Promise<void> {
  const { workspaceId } = story.measuring.actor
  const headId = subject.sellers[0]?.managerId ?? story.director
  const base = caseOf({ subject, measured, period: monthOf(openedOn), openedOn, openedBy: headId })
  const one: StoredCase = {
    ...base,
    cause: causesOf(measured.split.parts)[0]?.key ?? null,
    causeNote: words.causeNote,
    ...(end
      ? { state: 'closed', verdict: end.verdict, verdictNote: end.note, closedAt: at(end.on, 660), closedBy: headId }
      : { state: 'acting', reviewOn }),
  }
  if (!(await insertCase(tx, workspaceId, one))) return
  await insertAction(tx, workspaceId, {
    id: uuid7(at(openedOn, 700).getTime()),
    caseId: one.id,
    ownerId: one.ownerId,
    kind: words.kind,
    title: words.title,
    doerId: words.kind === 'planReview' ? headId : subject.id,
    dueOn: choice.week,
    startedOn: choice.week,
    reviewOn,
    expectedMinor: choice.expectedMinor,
    target: choice.effect.target,
    taskId: null,
    state: 'done',
    createdAt: at(openedOn, 700),
    createdBy: headId,
    effect: end ? choice.effect : null,
    verdict: end ? choice.effect.verdict : null,
    effectShare: end && choice.effect.expected > 0 ? choice.effect.effect / choice.effect.expected : null,
    checkedOn: end ? end.on : null,
  })
  const lines: (Omit<LogEntry, 'at'> & { on: Day; minutes: number })[] = [
    { kind: 'opened', authorId: headId, body: null, on: openedOn, minutes: 560 },
    { kind: 'comment', authorId: subject.id, body: words.comment, on: openedOn, minutes: 610 },
    { kind: 'comment', authorId: headId, body: words.answer, on: openedOn, minutes: 680 },
    { kind: 'cause', authorId: headId, body: words.causeNote, on: openedOn, minutes: 690 },
    { kind: 'action', authorId: headId, body: words.title, on: openedOn, minutes: 700 },
    { kind: 'actionDone', authorId: subject.id, body: words.title, on: choice.week, minutes: 600 },
  ]
  if (end) {
    lines.push({ kind: 'checked', authorId: null, body: choice.effect.verdict, on: end.on, minutes: 320 })
    lines.push({ kind: 'closed', authorId: headId, body: end.verdict, on: end.on, minutes: 660 })
  }
  for (const line of lines) await say(tx, story, one, line)
}

const at = (day: Day, minutes: number) => instantAt(day, minutes, ZONE)

async function say(
  tx: Tx,
  { measuring }: Story,
  one: StoredCase,
  { on, minutes, ...entry }: Omit<LogEntry, 'at'> & { on: Day; minutes: number },
): Promise<void> {
  await writeLog(tx, measuring.actor.workspaceId, one, { ...entry, at: at(on, minutes) })
}

interface Fresh {
  subject: CaseSubject
  measured: Measured
  period: string
  openedOn: Day
  openedBy: string | null
}

function caseOf({ subject, measured, period, openedOn, openedBy }: Fresh): StoredCase {
  const matter = { metric: 'pace' as const, level: 'person' as const, subjectId: subject.id }
  const openedAt = at(openedOn, openedBy ? 560 : 320)
  return freshCase({ ownerId: subject.id, matter, period, measured, openedAt, openedOn, openedBy })
}
