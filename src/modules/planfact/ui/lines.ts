import type { PlanFactRow } from '../contract.ts'
import type { Comparison } from './use-planfact.ts'

/** The lines that are not inside a folded one. */
export function shownLines(rows: readonly PlanFactRow[], folded: ReadonlySet<string>): PlanFactRow[] {
  const hidden = new Set<string>()
  return rows.filter(({ subjectId, parentId }) => {
    if (parentId === null || !(hidden.has(parentId) || folded.has(parentId))) return true
    hidden.add(subjectId)
    return false
  })
}

export interface Scale {
  bar: number
  deviation: number
}

/**
 * Full lengths of bars by level: people are compared with people, departments with departments; one scale for all would make every
 * seller a dot beside the company. Deviations of the company and its departments share a scale: alone, the company's would always be full.
 */
export function scalesOf(rows: readonly PlanFactRow[], compare: Comparison): Map<string, Scale> {
  const deviationOf = (lines: readonly PlanFactRow[]) =>
    Math.max(1, ...lines.map((row) => Math.abs(row.deviationMinor ?? 0)))
  const ofGroups = deviationOf(rows.filter((row) => row.level !== 'person'))
  return new Map(
    [...Map.groupBy(rows, (row) => row.level)].map(([level, lines]) => {
      const then = (row: PlanFactRow) => (compare === 'none' ? 0 : (row[compare]?.factMinor ?? 0))
      const bar = Math.max(1, ...lines.map((row) => Math.max(row.planMinor ?? 0, row.factMinor, then(row))))
      return [level, { bar, deviation: level === 'person' ? deviationOf(lines) : ofGroups }]
    }),
  )
}
