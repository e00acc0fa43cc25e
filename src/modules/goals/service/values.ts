import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import {
  canBeCutBy,
  type MetricFigure,
  metricFigures,
  type MetricFilters,
  type MetricKey,
  metricKeys,
} from '#modules/metrics/api.ts'
import type { OrgDepartment, OrgPerson } from '#modules/org/api.ts'
import type { StoredGoal } from '../data/goals.ts'

/** Conversions between stages say something of one stage only; what is due or missing is no aim. */
const NO_GOALS = new Set<string>(['stageConversion', 'dropOff', 'dropOffMoney', 'plan', 'due', 'requiredRate'])

/** Metrics that a goal can have. */
export const goalMetrics: readonly MetricKey[] = metricKeys.filter((key) => !NO_GOALS.has(key))

export const isGoalMetric = (key: string): key is MetricKey => (goalMetrics as readonly string[]).includes(key)

type Whose = Pick<StoredGoal, 'level' | 'departmentId' | 'ownerId'>

interface Org {
  people: readonly OrgPerson[]
  departments: readonly OrgDepartment[]
}

/** Whether the reader sees all that the goal's figure is made of; a part of it would lie. */
export function seesWhole({ level, departmentId, ownerId }: Whose, actor: Actor): boolean {
  if (actor.scope === 'all') return true
  if (actor.scope === 'none' || level === 'company') return false
  if (level === 'department')
    return actor.role !== 'seller' && departmentId !== null && actor.departments.includes(departmentId)
  return ownerId !== null && (ownerId === actor.personId || actor.people.includes(ownerId))
}

/**
 * The figure of each goal now, from the registry of metrics: one question for each period and subject, one for all people of a period together.
 * A metric that cannot be told of the subject gives null.
 */
export async function valuesOf(
  { tx, actor, today }: { tx: Tx; actor: Actor; today: Day },
  goals: readonly StoredGoal[],
  org: Org,
): Promise<Map<string, MetricFigure>> {
  const found = new Map<string, MetricFigure>()
  const known = goals.filter((goal) => isGoalMetric(goal.metric) && seesWhole(goal, actor) && goal.startsOn <= today)
  const asking = { tx, actor, today }
  for (const [period, ofPeriod] of Map.groupBy(known, (goal) => goal.period)) {
    const own = ofPeriod.filter((goal) => goal.level === 'person' && canBeCutBy(goal.metric as MetricKey, 'seller'))
    if (own.length > 0) {
      const metrics = [...new Set(own.map((goal) => goal.metric as MetricKey))]
      const sellerIds = [...new Set(own.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])))]
      const { rows } = await metricFigures(asking, { metrics, period, dimensions: ['seller'], filters: { sellerIds } })
      for (const goal of own) {
        const figure = rows.find(({ keys }) => keys[0] === goal.ownerId)?.figures[goal.metric as MetricKey]
        if (figure) found.set(goal.id, figure)
      }
    }
    const others = ofPeriod.filter((goal) => goal.level !== 'person')
    for (const same of Map.groupBy(others, subjectKey).values()) {
      const [first] = same
      if (!first) continue
      const filters = filtersOf(first, org)
      const asked = same.filter(
        (goal) =>
          !filters || canBeCutBy(goal.metric as MetricKey, first.level === 'department' ? 'department' : 'seller'),
      )
      const metrics = [...new Set(asked.map((goal) => goal.metric as MetricKey))]
      if (metrics.length === 0) continue
      const { total } = await metricFigures(asking, { metrics, period, filters })
      for (const goal of asked) {
        const figure = total[goal.metric as MetricKey]
        if (figure) found.set(goal.id, figure)
      }
    }
  }
  return found
}

const subjectKey = ({ level, departmentId, ownerId }: Whose) => `${level} ${departmentId ?? ''} ${ownerId ?? ''}`

function filtersOf({ level, departmentId, ownerId }: Whose, org: Org): MetricFilters | undefined {
  if (level === 'department') return { departmentIds: departmentId ? [departmentId] : [] }
  return level === 'team' && ownerId ? { sellerIds: teamOf(ownerId, org) } : undefined
}

/** A head and all below him, as rights go: his reports, whoever works in departments that he or they head, and so on down. */
function teamOf(headId: string, { people, departments }: Org): string[] {
  const team = new Set([headId])
  const led = new Set<string>()
  for (let before = 0; before < team.size + led.size;) {
    before = team.size + led.size
    for (const { id, headId: head, parentId } of departments)
      if (team.has(head ?? '') || led.has(parentId ?? '')) led.add(id)
    for (const { id, managerId, departmentId } of people)
      if (team.has(managerId ?? '') || led.has(departmentId ?? '')) team.add(id)
  }
  return [...team]
}
