/** From the cells of a plan to what nobody divides further: people's plans, and what departments have not given away. */
import type { Month } from '#core/calendar/day.ts'
import { monthPeriod, type Period } from '#core/calendar/period.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import { employedPart, type MonthPlan, monthPlan, type PlanLeaf, type Subject } from '#modules/plans/api.ts'

type Line = Pick<Subject, 'subjectId' | 'parentId' | 'hiredOn' | 'leftOn'> & { level: string }

interface Cell {
  subjectId: string
  month: Month
  amountMinor: number
}

/** What every line plans in one month by the cells of one layer. */
export interface PlannedMonth {
  month: Month
  days: Period
  plans: ReadonlyMap<string, MonthPlan>
}

/** Takes lines in reading order and the cells of one layer; gives the months that have cells. */
export function plannedMonths(
  lines: readonly Line[],
  months: readonly Month[],
  cells: readonly Cell[],
): PlannedMonth[] {
  const byMonth = new Map<Month, Map<string, number>>()
  for (const { month, subjectId, amountMinor } of cells) {
    const own = byMonth.get(month)
    if (own) own.set(subjectId, amountMinor)
    else byMonth.set(month, new Map([[subjectId, amountMinor]]))
  }
  return months.flatMap((month) => {
    const own = byMonth.get(month)
    if (!own) return []
    return [{ month, days: monthPeriod(month), plans: monthPlan(lines, (line) => own.get(line.subjectId) ?? null) }]
  })
}

/** Takes the planned months of one layer; gives leaves that sum to the plan of every line, month by month. */
export function leavesOf(
  lines: readonly Line[],
  planned: readonly PlannedMonth[],
  weightsOf: (subjectId: string, month: Month) => DayWeights | undefined,
): PlanLeaf[] {
  const leaves: PlanLeaf[] = []
  for (const { month, days, plans } of planned) {
    for (const line of lines) {
      const { subjectId } = line
      const plan = plans.get(subjectId)
      // Of a department only what it has not given to its people; a plan of zero is a plan as well.
      const isAllGiven = plan?.undistributed === 0 && plan.below !== null
      const amountMinor = line.level === 'person' ? plan?.own : isAllGiven ? null : plan?.undistributed
      if (amountMinor == null) continue
      const leaf: PlanLeaf = { subjectId, month, amountMinor, days: employedPart(days, line) ?? days }
      const weights = weightsOf(subjectId, month)
      if (weights) leaf.weights = weights
      leaves.push(leaf)
    }
  }
  return leaves
}

/** How many of the months have no plan, by line; of a person's, the months of his work. */
export function unplanned(
  lines: readonly Line[],
  months: readonly Month[],
  planned: readonly PlannedMonth[],
): Map<string, number> {
  const known = new Map(planned.map((one) => [one.month, one]))
  const counts = new Map<string, number>()
  for (const month of months) {
    const { days, plans } = known.get(month) ?? { days: monthPeriod(month), plans: undefined }
    for (const line of lines) {
      if (plans?.get(line.subjectId)?.plan == null && employedPart(days, line))
        counts.set(line.subjectId, (counts.get(line.subjectId) ?? 0) + 1)
    }
  }
  return counts
}
