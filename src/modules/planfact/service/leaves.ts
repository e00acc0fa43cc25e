/** From the rows of a plan to what nobody divides further: people's plans, and what departments have not given away. */
import type { Month } from '#core/calendar/day.ts'
import { monthPeriod, type Period } from '#core/calendar/period.ts'
import { type DayWeights } from '#core/calendar/day-weights.ts'
import { employedPart, planColumns, type PlanLeaf, type PlanTree, planTree, type Subject } from '#modules/plans/api.ts'

type Line = Pick<Subject, 'subjectId' | 'parentId' | 'hiredOn' | 'leftOn'> & { level: string }

/** The lines of a frame and its months, by their places: all layers are counted on them. */
interface PlanGround {
  lines: readonly Line[]
  tree: PlanTree
  placeOf: ReadonlyMap<string, number>
  months: readonly { month: Month; days: Period }[]
}

interface Row {
  subjectId: string
  /** Which of the months, from 0; −1: of none. */
  places: readonly number[]
  amounts: readonly number[]
}

/** What every line plans by the rows of one layer: a column of lines for each month. NaN: nothing. */
interface PlannedMonth {
  own: Float64Array
  plan: Float64Array
  below: Float64Array
  undistributed: Float64Array
}

/** Takes lines in reading order. */
export function planGround(lines: readonly Line[], months: readonly Month[]): PlanGround {
  return {
    lines,
    tree: planTree(lines),
    placeOf: new Map(lines.map(({ subjectId }, place) => [subjectId, place])),
    months: months.map((month) => ({ month, days: monthPeriod(month) })),
  }
}

/** Takes the rows of one layer; gives what each month of the ground has of them, null where the layer has none at all. */
export function plannedMonths(
  { lines, tree, placeOf, months }: PlanGround,
  rows: readonly Row[],
): PlannedMonth[] | null {
  if (rows.length === 0) return null
  const columns = months.map(() => new Float64Array(lines.length).fill(Number.NaN))
  for (const { subjectId, places, amounts } of rows) {
    const line = placeOf.get(subjectId)
    if (line === undefined) continue
    places.forEach((month, index) => {
      const column = columns[month]
      if (column) column[line] = amounts[index] ?? Number.NaN
    })
  }
  return columns.map((own) => ({ own, ...planColumns(tree, own) }))
}

/** Takes the planned months of one layer; gives leaves that sum to the plan of every line, month by month; those of a line stand together. */
export function leavesOf(
  { lines, tree, months }: PlanGround,
  planned: readonly PlannedMonth[] | null,
  weightsOf: (subjectId: string, month: Month) => DayWeights | undefined,
): PlanLeaf[] {
  const leaves: PlanLeaf[] = []
  if (!planned) return leaves
  lines.forEach((line, place) => {
    const { subjectId } = line
    const isPerson = tree.people[place]
    months.forEach(({ month, days }, index) => {
      const amountMinor = leafOf(planned[index], place, isPerson ?? false)
      if (Number.isNaN(amountMinor)) return
      const leaf: PlanLeaf = { subjectId, month, amountMinor, days: employedPart(days, line) ?? days }
      const weights = weightsOf(subjectId, month)
      if (weights) leaf.weights = weights
      leaves.push(leaf)
    })
  })
  return leaves
}

/** Of a department only what it has not given to its people; a plan of zero is a plan as well. */
function leafOf(planned: PlannedMonth | undefined, place: number, isPerson: boolean): number {
  if (isPerson) return planned?.own[place] ?? Number.NaN
  const left = planned?.undistributed[place] ?? Number.NaN
  const isAllGiven = left === 0 && !Number.isNaN(planned?.below[place] ?? Number.NaN)
  return isAllGiven ? Number.NaN : left
}

/** How many of the months have no plan, by line, where there are any; of a person's, the months of his work. */
export function unplanned({ lines, months }: PlanGround, planned: readonly PlannedMonth[] | null): Map<string, number> {
  const counts = new Map<string, number>()
  lines.forEach((line, place) => {
    let missing = 0
    months.forEach(({ days }, index) => {
      if (Number.isNaN(planned?.[index]?.plan[place] ?? Number.NaN) && employedPart(days, line)) missing += 1
    })
    if (missing > 0) counts.set(line.subjectId, missing)
  })
  return counts
}
