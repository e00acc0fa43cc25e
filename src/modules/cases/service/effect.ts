import { addDays, type Day, daysBetween, weekday } from '#core/calendar/day.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Gate, InTransaction, Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { effectCheck, type Series } from '#core/statistics/effect-check.ts'
import { type Absence, absencesIn, daysOfPerson } from '#modules/norms/api.ts'
import { type OrgPerson, workCalendar } from '#modules/org/api.ts'
import { notify } from '#modules/notifications/api.ts'
import type { StoredEffect } from '../contract.ts'
import { actionsOf, daysOfTasks, endAction, putEffect, type StoredAction } from '../data/actions.ts'
import { findCase, lockCase, type StoredCase, updateCase, writeLog } from '../data/cases.ts'
import { pipelinesOf } from '../data/flow.ts'
import { type WeekCount, weeklyConversion, weeklyCounts } from '../data/series.ts'
import { can } from '../policy.ts'
import { announceCase, casePath } from './open-case.ts'
import { planNow } from './read-cases.ts'
import { type Subjects, subjectsOf } from './subject.ts'

/** Weeks that make the usual level, that saw the deviation, and how many after the action are looked at. */
export const USUAL_WEEKS = 12
export const BEFORE_WEEKS = 4
const FEWEST_AFTER = 2
const MOST_AFTER = 8
/** How far back windows without a measure are looked for. */
export const WEEKS_BACK = 60
/** A plan lowered by so much since the opening is what closed the gap. */
const PLAN_CHANGED_SHARE = 0.05

/**
 * Measures what the actions of a case have done and keeps it: sellers of the whole company are compared with, the reader learns nothing of them but the
 * result. @throws Refusal FORBIDDEN, NOT_FOUND, CASE_CLOSED, CASE_NO_ACTION, CASE_NOT_BEGUN {title}, CASE_TOO_EARLY {on}, CASE_NO_BASE when there is nothing to compare with
 */
export async function checkCase(gate: Gate, by: By, id: string, as: InTransaction): Promise<void> {
  const { actor } = by
  if (!can(actor, 'act')) throw new Refusal('FORBIDDEN')
  const { one, actions } = await gate.as(
    actor,
    async (tx) => {
      const found = demandOpen(await findCase(tx, actor.workspaceId, id))
      return { one: found, actions: await actionsOf(tx, actor.workspaceId, id) }
    },
    { readOnly: true },
  )
  const effects = await gate.as(seeingAll(actor), (tx) => effectsOf(tx, by, one, actions), { readOnly: true })
  if (effects.length === 0) throw new Refusal('CASE_NO_BASE')
  // As it is by now: others may have written while the effect was reckoned.
  await as(async (tx) => keepEffects(tx, by, demandOpen(await lockCase(tx, actor.workspaceId, id)), effects))
}

function demandOpen(one: StoredCase | null): StoredCase {
  if (!one) throw new Refusal('NOT_FOUND')
  if (one.state === 'closed') throw new Refusal('CASE_CLOSED')
  return one
}

/**
 * The same within one transaction that sees everybody: the job of the night, for the actions that wait for their review. Gives whether anything was measured.
 */
export async function checkCaseWithin(tx: Tx, by: By, id: string): Promise<boolean> {
  const one = await lockCase(tx, by.actor.workspaceId, id)
  if (!one || one.state === 'closed') return false
  const today = todayOf(by)
  const waiting = (await actionsOf(tx, by.actor.workspaceId, id)).filter(
    ({ reviewOn, checkedOn }) => reviewOn <= today && (checkedOn === null || checkedOn < reviewOn),
  )
  const effects = await effectsOf(tx, by, one, waiting)
  if (effects.length === 0) return false
  await keepEffects(tx, by, one, effects)
  return true
}

function seeingAll(actor: Actor): Actor {
  return { ...actor, role: 'owner', scope: 'all', people: [], departments: [], readOnly: true }
}

/** What an action has done since its first day. */
type Found = { action: StoredAction; began: Day; effect: StoredEffect }[]

async function effectsOf(tx: Tx, by: By, one: StoredCase, actions: readonly StoredAction[]): Promise<Found> {
  const today = todayOf(by)
  const counted = actions.filter((action) => action.state !== 'cancelled')
  if (counted.length === 0) throw new Refusal('CASE_NO_ACTION')
  const tasks = await daysOfTasks(tx, counted, by.actor.workspace.timeZone)
  const begun = counted.flatMap((action) => {
    const began = beganOn(action, tasks.get(action.id))
    return began === null ? [] : [{ action, began }]
  })
  if (begun.length === 0) throw new Refusal('CASE_NOT_BEGUN', { title: counted[0]?.title ?? '' })
  const ripe = begun.filter(({ began }) => weeksSince(began, today).after >= FEWEST_AFTER)
  if (ripe.length === 0) {
    const first = begun.map(({ began }) => ripeOn(began)).toSorted()[0]
    throw new Refusal('CASE_TOO_EARLY', { on: first ?? today })
  }
  const subjects = await subjectsOf(tx, { ...by, actor: seeingAll(by.actor) })
  const calendar = await workCalendar(tx)
  const away = await awayIn(tx, by.actor.workspaceId, weeksBefore(mondayOf(today)))
  const found: Found = []
  for (const { action, began } of ripe) {
    const weeks = weeksSince(began, today)
    const effect = await effectOf(tx, by, one, action, { subjects, calendar, away, weeks })
    if (effect) found.push({ action, began, effect })
  }
  return found
}

/** The day that was named, else the one on which its task was done, null while it is not; without a task the day that it was due. */
function beganOn({ startedOn, dueOn }: StoredAction, doneOn: Day | null | undefined): Day | null {
  if (startedOn !== null) return startedOn as Day
  return doneOn === undefined ? (dueOn as Day) : doneOn
}

interface Standing {
  subjects: Subjects
  calendar: WorkCalendar
  away: Away
  /** That are looked at after the action has begun. */
  weeks: { end: Day; after: number }
}

/** Approved absences by person. */
type Away = ReadonlyMap<string, readonly Absence[]>

export async function awayIn(tx: Tx, workspaceId: string, period: Period): Promise<Away> {
  return Map.groupBy(await absencesIn(tx, workspaceId, period), ({ personId }) => personId)
}

/** All weeks that are looked at, the last one ending before this Monday. */
export function weeksBefore(monday: Day): Period {
  return { start: addDays(monday, -7 * WEEKS_BACK), end: monday }
}

async function effectOf(
  tx: Tx,
  { actor, now }: By,
  one: StoredCase,
  action: StoredAction,
  standing: Standing,
): Promise<StoredEffect | null> {
  const { weeks, subjects } = standing
  const span = weeksBefore(weeks.end)
  const rows = await countsOf(tx, one, action, span, actor.workspace.timeZone)
  const units = unitsOf(one, subjects)
  const series = units.map((unit) =>
    seriesOf(unit, rows, { ...standing, span, since: recordedSince(rows), isShare: action.target === 'next' }),
  )
  const at = WEEKS_BACK - weeks.after
  const worked =
    series
      .find((unit) => unit.id === one.subjectId)
      ?.steps.slice(at)
      .reduce((sum, step) => sum + step.base, 0) ?? 0
  const promised = action.target === 'sales' && action.expectedMinor && worked > 0 ? action.expectedMinor / worked : 0
  const check = effectCheck(series, {
    treatedId: one.subjectId,
    at,
    windows: { usual: USUAL_WEEKS, before: BEFORE_WEEKS, after: weeks.after },
    promised,
  })
  if (!check) return null
  const isPlanChanged = check.verdict !== 'helped' && (await hasLowerPlan(tx, { actor, now }, one))
  return {
    ...check,
    target: action.target,
    from: addDays(weeks.end, -7 * weeks.after),
    to: addDays(weeks.end, -1),
    verdict: isPlanChanged ? 'planChanged' : check.verdict,
  }
}

async function hasLowerPlan(tx: Tx, by: By, one: StoredCase): Promise<boolean> {
  if (one.metric !== 'pace' || !one.planMinor) return false
  const plan = await planNow(tx, { ...by, actor: seeingAll(by.actor) }, one)
  return plan !== null && plan < one.planMinor * (1 - PLAN_CHANGED_SHARE)
}

/** Whole weeks, Monday to Sunday, before today: from the first that begins after the action, half a week of it counting as before. */
function weeksSince(began: Day, today: Day): { end: Day; after: number } {
  const end = mondayOf(today)
  const first = firstWeekOf(began)
  return { end, after: Math.min(MOST_AFTER, Math.max(0, Math.floor(daysBetween(first, end) / 7))) }
}

function firstWeekOf(began: Day): Day {
  return weekday(began) <= 2 ? mondayOf(began) : addDays(mondayOf(began), 7)
}

const mondayOf = (day: Day): Day => addDays(day, 1 - weekday(day))

function ripeOn(began: Day): Day {
  return addDays(firstWeekOf(began), 7 * FEWEST_AFTER)
}

interface Unit {
  id: string
  people: readonly OrgPerson[]
}

/** Who is compared: sellers with a seller, departments with a department; the company has nobody beside it. */
export function unitsOf(one: Pick<StoredCase, 'level' | 'subjectId'>, { org, seen, find }: Subjects): Unit[] {
  if (one.level === 'person') {
    const sellers = org.people.filter((person) => person.role === 'seller' || person.id === one.subjectId)
    return sellers.map((person) => ({ id: person.id, people: [person] }))
  }
  if (one.level === 'company')
    return [{ id: one.subjectId, people: org.people.filter((person) => person.role === 'seller') }]
  return seen.departments.map(({ id }) => ({ id, people: find('department', id).sellers }))
}

async function countsOf(
  tx: Tx,
  one: StoredCase,
  action: StoredAction,
  span: { start: Day; end: Day },
  zone: string,
): Promise<WeekCount[]> {
  if (action.target !== 'next') return weeklyCounts(tx, action.target, span)
  if (!one.pipelineId || !one.stageId) return []
  const stages = (await pipelinesOf(tx)).find((pipeline) => pipeline.id === one.pipelineId)?.stages ?? []
  const place = stages.findIndex((stage) => stage.id === one.stageId)
  const asked = { pipelineId: one.pipelineId, stageId: one.stageId, nextStageId: stages[place + 1]?.id ?? null }
  return weeklyConversion(tx, asked, span, zone)
}

/** The first week in which anybody did or sold anything: before it nothing was recorded. */
export function recordedSince(rows: readonly WeekCount[]): number {
  return rows.reduce((first, { week }) => Math.min(first, week), WEEKS_BACK)
}

interface Weeks {
  span: Period
  /** Weeks before this one have no base: nothing recorded is no level of nothing. */
  since: number
  calendar: WorkCalendar
  away: Away
  isShare: boolean
}

/** What was counted of a unit week by week over the days that its people worked (of a conversion: over its trials). */
export function seriesOf(
  { id, people }: Unit,
  rows: readonly WeekCount[],
  { span, since, calendar, away, isShare }: Weeks,
): Series {
  const ids = new Set(people.map((person) => person.id))
  const steps = Array.from({ length: daysBetween(span.start, span.end) / 7 }, () => ({ count: 0, base: 0 }))
  for (const row of rows) {
    const step = ids.has(row.ownerId) ? steps[row.week] : undefined
    if (!step) continue
    step.count += row.count
    if (isShare) step.base += row.trials
  }
  if (isShare) return { id, steps }
  for (const person of people)
    for (const day of daysOfPerson(span, person, away.get(person.id) ?? [], calendar).worked) {
      const week = Math.floor(daysBetween(span.start, day) / 7)
      const step = week < since ? undefined : steps[week]
      if (step) step.base += 1
    }
  return { id, steps }
}

async function keepEffects(tx: Tx, { actor, now }: By, one: StoredCase, found: Found): Promise<void> {
  const today = todayOf({ actor, now })
  for (const { action, began, effect } of found) {
    if (action.state === 'planned')
      await endAction(tx, actor.workspaceId, action, { state: 'done', startedOn: began, reviewOn: action.reviewOn })
    const share = effect.expected > 0 ? effect.effect / effect.expected : null
    await putEffect(tx, actor.workspaceId, action.id, { effect, share, checkedOn: today })
  }
  const last = found.at(-1)
  const authorId = isServer(actor) ? null : actor.personId
  await updateCase(tx, actor.workspaceId, one, { ...one })
  await writeLog(tx, actor.workspaceId, one, { kind: 'checked', authorId, body: last?.effect.verdict ?? null, at: now })
  announceCase(tx, actor, one)
  if (authorId === null && last)
    await notify(
      tx,
      [...new Set([one.ownerId, one.openedBy, last.action.createdBy])]
        .filter((personId) => personId !== null)
        .map((personId) => ({
          workspaceId: actor.workspaceId,
          personId,
          kind: 'CASE_CHECKED',
          subject: { type: 'case', id: one.id },
          data: { verdict: last.effect.verdict, action: last.action.title },
          path: casePath(one.id),
          key: `case.checked.${one.id}.${today}`,
        })),
    )
}

/** The id under which the server works for a company. */
export const SERVER = '00000000-0000-0000-0000-000000000000'
export const isServer = (actor: Actor) => actor.personId === SERVER
