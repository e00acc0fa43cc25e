import type { Tx } from '#core/db/gate.ts'
import { asMonth } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { workingDays } from '#core/calendar/working-days.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { copyYear } from '../calc/copy-year.ts'
import { employedPart } from '../calc/employment.ts'
import { monthPlan } from '../calc/month-plan.ts'
import { splitPlan, weightsByLastYear, weightsByWorkingDays } from '../calc/split-plan.ts'
import type { PlanMetric, Tier } from '../calc/plan-metrics.ts'
import { type Subject, subjectTree } from '../calc/subjects.ts'
import { orgInSight } from '../calc/in-sight.ts'
import { can } from '../policy.ts'
import { factOfYear } from '../data/own-history.ts'
import { isOutside, monthOfYear, type YearPlan, yearPlan } from './year-plan.ts'

interface Proposed {
  subject: Subject
  /** 0…11 */
  month: number
  amountMinor: number
}

interface CopyAsked {
  metric: string
  tier?: Tier | undefined
  fromYear: number
  toYear: number
  basis: 'plan' | 'fact'
  coefficient: number
  stepMinor: number
}

interface LeftOut {
  name: string
  amountMinor: number
  reason: 'outside' | 'gone'
}

/**
 * What the source year times the coefficient would make of the target year, of what the actor may set. Changes nothing. The sums are the
 * target year's plan before and after.
 */
export async function copyPreview(tx: Tx, actor: Actor, asked: CopyAsked) {
  const target = await yearPlan(tx, actor, asked.metric, asked.toYear, asked.tier)
  const source = await sourceYear(tx, actor, asked)
  const copied = copyYear({ ...source, coefficient: asked.coefficient, stepMinor: asked.stepMinor })
  const inTarget = new Set(target.subjects.map((subject) => subject.subjectId))
  const proposed: Proposed[] = []
  const leftOut = new Map<string, LeftOut>()
  for (const cell of copied.filter(({ subject }) => can(actor, `set ${subject.level}`))) {
    const { subject, month, amountMinor } = cell
    const there = inTarget.has(subject.subjectId)
    if (there && !isOutside(subject, monthOfYear(asked.toYear, month))) proposed.push(cell)
    else {
      const known = leftOut.get(subject.subjectId)?.amountMinor ?? 0
      leftOut.set(subject.subjectId, {
        name: subject.name,
        amountMinor: known + amountMinor,
        reason: there ? 'outside' : 'gone',
      })
    }
  }
  const next = new Map(proposed.map((cell) => [`${cell.subject.subjectId} ${cell.month}`, cell.amountMinor]))
  const current = (subject: Subject, month: number) => target.cellAt(subject, month)?.amountMinor ?? null
  return {
    cells: changing(target, proposed),
    beforeMinor: yearTotal(target.subjects, current),
    afterMinor: yearTotal(
      target.subjects,
      (subject, month) => next.get(`${subject.subjectId} ${month}`) ?? current(subject, month),
    ),
    leftOut: [...leftOut.values()],
  }
}

interface DistributionAsked {
  metric: string
  tier?: Tier | undefined
  year: number
  subjectId: string
  by: 'equal' | 'lastYear' | 'proportional'
  month?: string | undefined
  stepMinor: number
}

/**
 * How a plan that was set for a department or the company would be shared by those right below who work in that month. Changes nothing.
 * The sums are of what those below have before and after.
 * @throws Refusal NOT_FOUND when the subject is out of sight or has nobody below whose plan the actor may set
 */
export async function distributionPreview(tx: Tx, actor: Actor, asked: DistributionAsked) {
  const plan = await yearPlan(tx, actor, asked.metric, asked.year, asked.tier)
  const subject = plan.subjects.find((one) => one.subjectId === asked.subjectId)
  const below = plan.subjects.filter(
    (one) => one.parentId === asked.subjectId && can(actor, `set ${one.level}`) && plan.sharesPlan(one),
  )
  if (!subject || below.length === 0) throw new Refusal('NOT_FOUND')
  const calendar = await workCalendar(tx)
  const lastYear =
    asked.by === 'lastYear'
      ? await salesBelow(tx, actor, asked.metric as PlanMetric, asked.year - 1, plan.subjects)
      : new Map<string, number>()
  const proposed = plan.months.flatMap((month, index): Proposed[] => {
    const amountMinor = plan.cellAt(subject, index)?.amountMinor ?? null
    const there = below.filter((child) => !isOutside(child, month))
    if (amountMinor === null || there.length === 0 || (asked.month !== undefined && asked.month !== month)) return []
    const shares = there.map((child) => {
      const part = employedPart(monthPeriod(asMonth(month)), child)
      return {
        workingDays: part ? workingDays(part, calendar) : 0,
        lastYearMinor: lastYear.get(child.subjectId) ?? null,
      }
    })
    const now = there.map((child) => plan.plans[index]?.get(child.subjectId)?.plan ?? 0)
    const weights =
      asked.by === 'proportional' && now.some((amount) => amount > 0)
        ? now
        : asked.by === 'lastYear'
          ? weightsByLastYear(shares)
          : weightsByWorkingDays(shares)
    const parts = splitPlan(amountMinor, weights, asked.stepMinor)
    return there.map((child, place) => ({ subject: child, month: index, amountMinor: parts[place] ?? 0 }))
  })
  return {
    cells: changing(plan, proposed),
    beforeMinor: proposed.reduce((sum, cell) => sum + (plan.cellAt(cell.subject, cell.month)?.amountMinor ?? 0), 0),
    afterMinor: proposed.reduce((sum, cell) => sum + cell.amountMinor, 0),
    leftOut: [],
  }
}

/** The cells that would change, with the versions that setting them asks for. */
export function changing(plan: YearPlan, proposed: readonly Proposed[]) {
  return proposed
    .map(({ subject, month, amountMinor }) => {
      const cell = plan.cellAt(subject, month)
      const address = { level: subject.level, subjectId: subject.subjectId, month: monthOfYear(plan.year, month) }
      return {
        ...address,
        name: subject.name,
        version: cell?.version ?? 0,
        beforeMinor: cell?.amountMinor ?? null,
        amountMinor,
      }
    })
    .filter((cell) => cell.amountMinor !== cell.beforeMinor)
}

function yearTotal(subjects: readonly Subject[], ownOf: (subject: Subject, month: number) => number | null): number {
  const tops = subjects.filter((subject) => subject.parentId === null)
  const months = Array.from({ length: 12 }, (_, month) => monthPlan(subjects, (subject) => ownOf(subject, month)))
  return months.reduce(
    (sum, plans) => sum + tops.reduce((all, top) => all + (plans.get(top.subjectId)?.plan ?? 0), 0),
    0,
  )
}

/** The source of a copy: another year's plan, or what each person sold in it. A month of returns counts as nothing. */
async function sourceYear(tx: Tx, actor: Actor, { metric, fromYear, basis, tier }: CopyAsked) {
  if (basis === 'plan') {
    const { subjects, cellAt } = await yearPlan(tx, actor, metric, fromYear, tier)
    return { subjects, sourceOf: (subject: Subject, month: number) => cellAt(subject, month)?.amountMinor ?? null }
  }
  const sales = await factOfYear(tx, actor.workspaceId, metric as PlanMetric, fromYear)
  const amounts = new Map(sales.map((one) => [`${one.personId} ${one.month}`, Math.max(0, one.amountMinor)]))
  return {
    subjects: subjectTree(orgInSight(await orgTree(tx), actor)),
    sourceOf: (subject: Subject, month: number) =>
      amounts.get(`${subject.subjectId} ${monthOfYear(fromYear, month)}`) ?? null,
  }
}

/** What everybody sold in the year, each subject together with all who stand under it. */
async function salesBelow(
  tx: Tx,
  actor: Actor,
  metric: PlanMetric,
  year: number,
  subjects: readonly Subject[],
): Promise<Map<string, number>> {
  const sums = new Map<string, number>()
  const add = (id: string, amountMinor: number) => sums.set(id, (sums.get(id) ?? 0) + amountMinor)
  for (const { personId, amountMinor } of await factOfYear(tx, actor.workspaceId, metric, year))
    add(personId, amountMinor)
  for (const { subjectId, parentId } of subjects.toReversed()) {
    const own = sums.get(subjectId)
    if (own !== undefined && parentId !== null) add(parentId, own)
  }
  return sums
}
