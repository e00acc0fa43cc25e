import type { Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { planFactOfPeriods, type PlanFactTable as Table, requiredPerDay, runRate } from '#modules/planfact/api.ts'
import type { PlanMetric } from '#modules/plans/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import type { DimensionKey } from '../calc/declarations.ts'
import type { MetricFilters } from '../calc/question.ts'
import { isTime, timeBuckets } from '../calc/time-buckets.ts'
import type { Cell } from '../calc/cells.ts'
import type { Slice } from '../data/slice.ts'
import type { MetricAsking } from './figures.ts'

type Row = Table['rows'][number]

const NAMES = { team: '', nobody: '' }

/** Of what the plan is, and as of which day it is looked at. */
export interface PlanLook {
  metric?: PlanMetric
  /** A day of the past: facts since then do not count. Absent: today. */
  asOf?: Day | undefined
}

/** Plan, pace and what follows from them, by the function of plan/fact. One plan/fact for each period of the cut, all read at once. */
export async function planCells(
  asking: MetricAsking,
  slice: Slice,
  filters: MetricFilters,
  look: PlanLook = {},
): Promise<Cell[]> {
  const time = slice.dimensions.find(isTime)
  const periods = time ? timeBuckets(slice.period, time) : [{ key: null, period: slice.period }]
  const place = time ? slice.dimensions.indexOf(time) : 0
  const others = slice.dimensions.filter((one) => !isTime(one))
  const cells: Cell[] = []
  const tables = await tablesOf(
    asking,
    periods.map(({ period }) => period),
    look,
    filters.departmentIds ? undefined : filters.sellerIds,
  )
  for (const [index, { key }] of periods.entries()) {
    const table = tables[index]
    if (!table) continue
    for (const cell of cellsOfTable(table, others, slice, filters))
      cells.push(key === null ? cell : { ...cell, keys: cell.keys.toSpliced(place, 0, key) })
  }
  return cells
}

function tablesOf(
  { tx, actor, today }: MetricAsking,
  periods: readonly Period[],
  { metric = 'revenue', asOf }: PlanLook,
  people: readonly string[] | undefined,
): Promise<Table[]> {
  return planFactOfPeriods(tx, actor, periods, asOf ?? today, NAMES, { metric, people, asOf: asOf !== undefined })
}

function cellsOfTable(table: Table, dimensions: readonly DimensionKey[], slice: Slice, filters: MetricFilters): Cell[] {
  const { owners } = slice
  const isFiltered = filters.sellerIds !== undefined || filters.departmentIds !== undefined
  const named = (row: Row) => !isFiltered || (Array.isArray(owners) && owners.includes(row.subjectId))
  const people = table.rows.filter((row) => row.level === 'person' && named(row))
  const departments = table.rows.filter((row) => row.level === 'department')
  const departmentOf = (row: Row) => departments.find((one) => one.subjectId === row.parentId)?.subjectId ?? null
  const bySeller = dimensions.includes('seller')
  const byDepartment = dimensions.includes('department')
  const keys = (seller: string | null, department: string | null) =>
    dimensions.map((one) => (one === 'seller' ? seller : one === 'department' ? department : ''))
  if (bySeller) return people.map((row) => ({ keys: keys(row.subjectId, departmentOf(row)), atoms: atomsOf(row) }))
  if (byDepartment) {
    if (isFiltered) {
      const groups = Map.groupBy(people, departmentOf)
      return [...groups].map(([id, rows]) => ({ keys: keys(null, id), atoms: together(rows, table) }))
    }
    // Whoever stands in no department, and what belongs to nobody: without them departments would not sum to the company.
    const others = table.rows.filter(
      (row) => (row.level === 'person' || row.level === 'nobody') && departmentOf(row) === null,
    )
    return [
      ...departments.map((row) => ({ keys: keys(null, row.subjectId), atoms: atomsOf(row) })),
      ...(others.length > 0 ? [{ keys: keys(null, null), atoms: together(others, table) }] : []),
    ]
  }
  const top = table.rows[0]
  if (isFiltered)
    return [{ keys: keys(null, null), atoms: together(ofDepartments(departments, filters) ?? people, table) }]
  return top ? [{ keys: keys(null, null), atoms: atomsOf(top) }] : []
}

/** Only departments are named: their own lines hold what they have not given further. A department inside a named one stands in its sum. */
function ofDepartments(departments: readonly Row[], { sellerIds, departmentIds }: MetricFilters): Row[] | null {
  if (sellerIds || !departmentIds) return null
  const named = departments.filter((row) => departmentIds.includes(row.subjectId))
  const isInside = (row: Row): boolean => {
    const parent = departments.find((one) => one.subjectId === row.parentId)
    return parent !== undefined && (departmentIds.includes(parent.subjectId) || isInside(parent))
  }
  return named.filter((row) => !isInside(row))
}

function atomsOf(row: Row): Atoms {
  return {
    planMinor: row.planMinor,
    dueMinor: row.dueMinor,
    planFactMinor: row.factMinor,
    deviationMinor: row.deviationMinor,
    runRateMinor: row.runRateMinor,
    requiredMinor: row.requiredPerDayMinor,
  }
}

function together(rows: readonly Row[], { workingDays }: Table): Atoms {
  const sum = (of: (row: Row) => number | null) => {
    const values = rows.map(of).filter((value) => value !== null)
    return values.length > 0 ? values.reduce((total, value) => total + value, 0) : null
  }
  const planMinor = sum((row) => row.planMinor)
  const planFactMinor = sum((row) => row.factMinor) ?? 0
  const dueMinor = sum((row) => row.dueMinor)
  // What was sold by those who have no plan is a part of the deviation too.
  const isDue = rows.some((row) => row.deviationMinor !== null)
  return {
    planMinor,
    dueMinor,
    planFactMinor,
    deviationMinor: isDue && dueMinor !== null ? planFactMinor - dueMinor : null,
    runRateMinor: runRate(planFactMinor, workingDays),
    requiredMinor: requiredPerDay(planFactMinor, planMinor, workingDays),
  }
}
