import type { Month } from '#core/calendar/day.ts'
import { type DayWeights, sameCourse } from '#core/calendar/day-weights.ts'
import type { Approval } from '../calc/away.ts'
import type { ApprovedDays, PlannedRow } from '../data/planned.ts'

/**
 * Which plans were approved with other working days than there are now. A subject without an approval of its own goes by the nearest one above
 * it. `months`: those that the places of `planned` are counted among; `days`: with which working days the versions of these plans were approved.
 */
export function approvalOf(
  planned: readonly PlannedRow[],
  months: readonly Month[],
  days: readonly ApprovedDays[],
  lines: readonly { subjectId: string; parentId: string | null }[],
  weights: DayWeights,
): Approval {
  const other = new Map<string, readonly number[]>()
  for (const { versionId, month, weights: own } of days)
    if (!sameCourse(own, weights.ofMonth(month))) other.set(`${versionId} ${month}`, own)
  if (other.size === 0) return { daysOf: () => undefined, changed: [] }
  const approved = planned.flatMap(({ subjectId, places, versions }) =>
    (versions ?? []).flatMap((versionId, index) => {
      const month = months[places[index] ?? -1]
      return month === undefined ? [] : [{ subjectId, month, versionId }]
    }),
  )
  const versionOf = new Map(approved.map((cell) => [`${cell.subjectId} ${cell.month}`, cell.versionId]))
  const parents = new Map(lines.map(({ subjectId, parentId }) => [subjectId, parentId]))
  const daysOf = (subjectId: string, month: Month) => {
    for (let id: string | null = subjectId; id !== null; id = parents.get(id) ?? null) {
      const version = versionOf.get(`${id} ${month}`)
      if (version) return other.get(`${version} ${month}`)
    }
    return undefined
  }
  const changed = approved
    .filter(({ versionId, month }) => other.has(`${versionId} ${month}`))
    .map(({ month }) => month)
  return { daysOf, changed: [...new Set(changed)].toSorted() }
}
