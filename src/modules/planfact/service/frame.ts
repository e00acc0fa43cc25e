import type { Day } from '#core/calendar/day.ts'
import { monthPeriod, monthsTouched, type Period } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { employedPart, monthPlan, orgInSight, type Subject, subjectTree } from '#modules/plans/api.ts'
import type { PlanLeaf } from '../calc/plan-in-period.ts'
import { plansOf } from '../data/plan-cells.ts'
import { can } from '../policy.ts'

/** Owner of the deals that nobody owns, in totals and in our lines. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export interface Line extends Omit<Subject, 'level'> {
  level: Subject['level'] | 'team' | 'nobody'
  /** People only. */
  role: string | null
}

/** What a plan/fact of one period stands on. */
export interface Frame {
  period: Period
  today: Day
  calendar: WorkCalendar
  /** In reading order: everybody in sight, leavers too. */
  lines: readonly Line[]
  leaves: readonly PlanLeaf[]
  /** How many months of the period have no plan; of a person's, the months of his work. */
  monthsWithoutPlan: (line: Line) => number
}

/** Names of lines that are nobody's own. */
export interface LineNames {
  team: string
  nobody: string
}

/** @throws Refusal FORBIDDEN for roles that see no figures of sales */
export async function frameOf(tx: Tx, actor: Actor, period: Period, today: Day, names: LineNames): Promise<Frame> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const months = monthsTouched(period)
  const [tree, calendar, planned] = await Promise.all([
    orgTree(tx),
    workCalendar(tx),
    plansOf(tx, actor.workspaceId, months),
  ])
  const org = orgInSight(tree, actor)
  const roles = new Map(org.people.map((person) => [person.id, person.role]))
  const lines = withRoot(subjectTree(org), actor, names).map((line) => ({
    ...line,
    role: roles.get(line.subjectId) ?? null,
  }))
  const cells = Map.groupBy(planned, (cell) => cell.month)
  const leaves: PlanLeaf[] = []
  const unplanned = new Map<string, number>()
  for (const month of months) {
    const own = new Map(cells.get(month)?.map((cell) => [cell.subjectId, cell.amountMinor]))
    const days = monthPeriod(month)
    const plans = monthPlan(lines, (line) => own.get(line.subjectId) ?? null)
    for (const line of lines) {
      const worked = employedPart(days, line)
      const plan = plans.get(line.subjectId)
      if (plan?.plan == null && worked) unplanned.set(line.subjectId, (unplanned.get(line.subjectId) ?? 0) + 1)
      // Of a department only what it has not given to its people; a plan of zero is a plan as well.
      const amountMinor =
        line.level === 'person'
          ? plan?.own
          : plan?.undistributed === 0 && plan.below !== null
            ? null
            : plan?.undistributed
      if (amountMinor != null) leaves.push({ subjectId: line.subjectId, month, amountMinor, days: worked ?? days })
    }
  }
  return { period, today, calendar, lines, leaves, monthsWithoutPlan: (line) => unplanned.get(line.subjectId) ?? 0 }
}

/** One line on top of all: the company, or «my people» for those who see a part of it; the deals of nobody right below it. */
function withRoot(subjects: readonly Subject[], actor: Actor, names: LineNames): Omit<Line, 'role'>[] {
  const always = { hiredOn: null, leftOn: null }
  if (subjects[0]?.level === 'company') {
    const nobody = {
      level: 'nobody' as const,
      subjectId: NOBODY,
      parentId: subjects[0].subjectId,
      name: names.nobody,
      depth: 1,
      ...always,
    }
    return [...subjects, nobody]
  }
  if (subjects.filter((subject) => subject.parentId === null).length < 2) return [...subjects]
  const team = {
    level: 'team' as const,
    subjectId: actor.workspaceId,
    parentId: null,
    name: names.team,
    depth: 0,
    ...always,
  }
  return [team, ...subjects.map((one) => ({ ...one, parentId: one.parentId ?? team.subjectId, depth: one.depth + 1 }))]
}
