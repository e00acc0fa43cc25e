import { lastDayOf, type Period, periodToDate } from '#core/calendar/period.ts'
import type { Day } from '#core/calendar/day.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { declarationOf } from '#modules/metrics/api.ts'
import { orgTree, workCalendar, worksHere } from '#modules/org/api.ts'
import { progressOf, rolledUp } from '../calc/progress.ts'
import type { Goal } from '../contract.ts'
import { type Checkin, checkinsOf, tasksOf } from '../data/beside-goals.ts'
import { goalById, goalsIn, type StoredGoal } from '../data/goals.ts'
import { can } from '../policy.ts'
import { isGoalMetric, seesWhole, valuesOf } from './values.ts'
import { settableLevels, setsGoal } from './rights.ts'

/** The goals of a period with their progress. @throws Refusal FORBIDDEN */
export async function listGoals(
  tx: Tx,
  actor: Actor,
  { period, states }: { period: Period; states: readonly string[] },
  today: Day,
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const stored = await goalsIn(tx, actor.workspaceId, period.start, period.end, states)
  return { goals: await shownGoals(tx, actor, stored, today), may: { levels: settableLevels(actor) } }
}

/** One goal with what was said and is done. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getGoal(tx: Tx, actor: Actor, id: string, today: Day) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const stored = await goalById(tx, actor.workspaceId, id)
  if (!stored) throw new Refusal('NOT_FOUND')
  // Progress of the goals below belongs to it, and where they have no figure, that of those below them.
  const around = await goalsIn(tx, actor.workspaceId, stored.startsOn, stored.endsOn, ['open', 'reached', 'missed'])
  const shown = await shownGoals(tx, actor, [...allBelow(id, around), stored], today)
  const goal = shown.find((one) => one.id === id)
  if (!goal) throw new Refusal('NOT_FOUND')
  const parent = stored.parentId ? await goalById(tx, actor.workspaceId, stored.parentId) : undefined
  const checkins = await checkinsOf(tx, actor.workspaceId, [id], 100)
  const tasks = await tasksOf(tx, actor.workspaceId, [id])
  return {
    goal,
    checkins: checkins.map(said),
    tasks: tasks.map(({ goalId: _goalId, ...task }) => task),
    parentTitle: parent?.title ?? null,
  }
}

function allBelow(id: string, goals: readonly StoredGoal[]): StoredGoal[] {
  const below = Map.groupBy(goals, ({ parentId }) => parentId)
  const found: StoredGoal[] = []
  const seen = new Set([id])
  for (let ids = [id]; ids.length > 0;) {
    const next = ids.flatMap((one) => below.get(one) ?? []).filter((one) => !seen.has(one.id))
    for (const one of next) seen.add(one.id)
    found.push(...next)
    ids = next.map((one) => one.id)
  }
  return found
}

/** Goals as the reader sees them now. */
export async function shownGoals(tx: Tx, actor: Actor, stored: readonly StoredGoal[], today: Day): Promise<Goal[]> {
  const ids = stored.map(({ id }) => id)
  const { people, departments } = await orgTree(tx)
  const calendar = await workCalendar(tx)
  const values = await valuesOf({ tx, actor, today }, stored, { people, departments })
  const checkins = new Map<string, Checkin>()
  for (const one of await checkinsOf(tx, actor.workspaceId, ids, 1)) checkins.set(one.goalId, one)
  const tasks = Map.groupBy(await tasksOf(tx, actor.workspaceId, ids), ({ goalId }) => goalId)
  const names = new Map([
    ...departments.map(({ id, name }) => [id, name] as const),
    ...people.map(({ id, fullName }) => [id, fullName] as const),
  ])
  const gone = new Set(people.filter((person) => !worksHere(person, today)).map(({ id }) => id))
  const progress = new Map(
    stored.map((goal) => [
      goal.id,
      progressOf({ ...goal, direction: directionOf(goal.metric) }, values.get(goal.id)?.value ?? null),
    ]),
  )
  const below = rolledUp(stored.map((goal) => ({ ...goal, progress: progress.get(goal.id) ?? null })))
  return stored.map((goal): Goal => {
    const own = tasks.get(goal.id) ?? []
    const last = checkins.get(goal.id)
    return {
      ...goal,
      // The reader is told the last day, the table keeps the day after it.
      endsOn: lastDayOf({ start: goal.startsOn, end: goal.endsOn }),
      subjectName:
        goal.level === 'company' ? actor.workspace.name : (names.get(goal.departmentId ?? goal.ownerId ?? '') ?? ''),
      unit: isGoalMetric(goal.metric) ? declarationOf(goal.metric).unit : 'count',
      direction: directionOf(goal.metric),
      responsibleName: names.get(goal.responsibleId) ?? null,
      responsibleLeft: goal.state === 'open' && gone.has(goal.responsibleId),
      value: values.get(goal.id)?.value ?? null,
      progress: progress.get(goal.id) ?? null,
      expected: expectedBy(goal, today, calendar),
      belowProgress: below.get(goal.id) ?? null,
      belowCount: stored.filter(({ parentId }) => parentId === goal.id).length,
      isWhole: seesWhole(goal, actor),
      lastCheckin: last ? said(last) : null,
      tasks: {
        open: own.filter(({ state }) => state === 'open').length,
        done: own.filter(({ state }) => state === 'done').length,
        overdue: own.filter(({ state, dueOn }) => state === 'open' && dueOn < today).length,
      },
      may: {
        edit: setsGoal(actor, goal),
        checkIn: !actor.readOnly && (goal.responsibleId === actor.personId || setsGoal(actor, goal)),
      },
    }
  })
}

function directionOf(metric: string) {
  return isGoalMetric(metric) ? declarationOf(metric).direction : ('up' as const)
}

/** An even pace says something of what adds up over the period: sales, meetings. A share or a mean is where it is on every day. */
function expectedBy(
  { metric, startsOn, endsOn, startValue }: StoredGoal,
  today: Day,
  calendar: WorkCalendar,
): number | null {
  if (!isGoalMetric(metric) || startValue !== null) return null
  const { additive, base } = declarationOf(metric)
  if (!additive || base === 'open') return null
  const period = { start: startsOn, end: endsOn }
  const begun = periodToDate(period, today)
  const all = workingDays(period, calendar)
  return begun && all > 0 ? workingDays(begun, calendar) / all : null
}

function said({ goalId: _goalId, at, ...checkin }: Checkin) {
  return { ...checkin, at: at.toISOString() }
}
