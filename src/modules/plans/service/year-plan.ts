import { asMonth, eachMonth, monthFromParts } from '#core/calendar/month.ts'
import { monthPeriod, asPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree } from '#modules/org/api.ts'
import { employedPart } from '../calc/employment.ts'
import { type MonthPlan, monthPlan } from '../calc/month-plan.ts'
import { type Subject, subjectTree } from '../calc/subjects.ts'
import { orgInSight } from '../calc/in-sight.ts'
import { can } from '../policy.ts'
import type { Tier } from '../calc/plan-metrics.ts'
import { type CellAddress, cellsOf, type PlanCell } from '../data/cells.ts'

/** Whom a plan lists although nobody has set one for them yet. */
const plannedRoles = new Set(['seller', 'head'])

/** A year's plan as the actor sees it. */
export interface YearPlan {
  year: number
  /** January to December, '2026-01' … */
  months: readonly string[]
  /** In reading order. */
  subjects: readonly Subject[]
  cellAt: (subject: Subject, month: number) => PlanCell | undefined
  /** Whether the subject takes a part when a plan is shared: a head only when he has a plan of his own. */
  sharesPlan: (subject: Subject) => boolean
  /** By month 0…11: each subject's plan. */
  plans: readonly Map<string, MonthPlan>[]
}

/** @throws Refusal FORBIDDEN for roles that see no plans */
export async function yearPlan(
  tx: Tx,
  actor: Actor,
  metric: string,
  year: number,
  tier: Tier = 'target',
): Promise<YearPlan> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const months = eachMonth(monthFromParts(year, 1), monthFromParts(year + 1, 1))
  const found = await cellsOf(tx, actor.workspaceId, { metric, tier, cut: 'all' }, months)
  const cells = new Map(found.map((cell) => [addressOf(cell), cell]))
  const org = orgInSight(await orgTree(tx), actor)
  const planned = new Set([...cells.values()].filter((cell) => cell.amountMinor !== null).map((cell) => cell.subjectId))
  const whole = asPeriod(String(year))
  const people = org.people.filter(
    (person) => planned.has(person.id) || (plannedRoles.has(person.role) && employedPart(whole, person)),
  )
  const subjects = subjectTree({ ...org, people })
  const cellAt = ({ level, subjectId }: Subject, month: number) =>
    cells.get(addressOf({ level, subjectId, month: monthOfYear(year, month) }))
  const plans = months.map((_, month) => monthPlan(subjects, (subject) => cellAt(subject, month)?.amountMinor ?? null))
  const sellers = new Set(people.filter((person) => person.role === 'seller').map((person) => person.id))
  const sharesPlan = ({ level, subjectId }: Subject) =>
    level !== 'person' || sellers.has(subjectId) || planned.has(subjectId)
  return { year, months, subjects, cellAt, sharesPlan, plans }
}

export function isOutside(subject: Subject, month: string): boolean {
  return employedPart(monthPeriod(asMonth(month)), subject) === null
}

/** @param month 0…11 */
export function monthOfYear(year: number, month: number): string {
  return monthFromParts(year, month + 1)
}

export function addressOf({ level, subjectId, month, cutKey = '' }: CellAddress): string {
  return `${level} ${subjectId} ${month} ${cutKey}`
}
