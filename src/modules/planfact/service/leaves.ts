/** From the cells of a plan to what nobody divides further: people's plans, and what departments have not given away. */
import type { Month } from '#core/calendar/day.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import { employedPart, monthPlan, type PlanLeaf, type Subject } from '#modules/plans/api.ts'

type Line = Pick<Subject, 'subjectId' | 'parentId' | 'hiredOn' | 'leftOn'> & { level: string }

interface Cell {
  subjectId: string
  month: Month
  amountMinor: number
}

/** Takes lines in reading order and the cells of one layer; gives leaves that sum to the plan of every line, month by month. */
export function leavesOf(
  lines: readonly Line[],
  months: readonly Month[],
  cells: readonly Cell[],
  weightsOf: (subjectId: string, month: Month) => DayWeights | undefined,
): PlanLeaf[] {
  if (cells.length === 0) return []
  const byMonth = Map.groupBy(cells, (cell) => cell.month)
  return months.flatMap((month) => {
    const set = byMonth.get(month)
    if (!set) return []
    const own = new Map(set.map((cell) => [cell.subjectId, cell.amountMinor]))
    const days = monthPeriod(month)
    const plans = monthPlan(lines, (line) => own.get(line.subjectId) ?? null)
    return lines.flatMap((line): PlanLeaf[] => {
      const { subjectId } = line
      const plan = plans.get(subjectId)
      // Of a department only what it has not given to its people; a plan of zero is a plan as well.
      const isAllGiven = plan?.undistributed === 0 && plan.below !== null
      const amountMinor = line.level === 'person' ? plan?.own : isAllGiven ? null : plan?.undistributed
      if (amountMinor == null) return []
      const weights = weightsOf(subjectId, month)
      return [{ subjectId, month, amountMinor, days: employedPart(days, line) ?? days, ...(weights && { weights }) }]
    })
  })
}

/** How many of the months have no plan, by line; of a person's, the months of his work. */
export function unplanned(
  lines: readonly Line[],
  months: readonly Month[],
  cells: readonly Cell[],
): Map<string, number> {
  const byMonth = Map.groupBy(cells, (cell) => cell.month)
  const counts = new Map<string, number>()
  for (const month of months) {
    const own = new Map(byMonth.get(month)?.map((cell) => [cell.subjectId, cell.amountMinor]))
    const plans = monthPlan(lines, (line) => own.get(line.subjectId) ?? null)
    const days = monthPeriod(month)
    for (const line of lines) {
      if (plans.get(line.subjectId)?.plan == null && employedPart(days, line))
        counts.set(line.subjectId, (counts.get(line.subjectId) ?? 0) + 1)
    }
  }
  return counts
}
