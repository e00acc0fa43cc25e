import { addDays, type Day, earlierDay } from '#core/calendar/day.ts'
import { lastDayOf, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { MetricFigure } from '#modules/metrics/api.ts'
import { addedUp, fulfilmentOfAll, normsOf } from '#modules/norms/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { orgInSight } from '#modules/plans/api.ts'
import type { BoardComparison } from '../contract.ts'
import { comparedDays } from './compared-days.ts'

interface Asked {
  period: Period
  today: Day
  departmentId: string | undefined
  comparison: BoardComparison
}

/** Fulfilment of the norms of everybody in sight, up to yesterday: today is not over. `n` is how many people have norms. */
export async function normsFigure(
  tx: Tx,
  actor: Actor,
  { period, today, departmentId, comparison }: Asked,
): Promise<MetricFigure> {
  const { people, departments } = orgInSight(await orgTree(tx), actor)
  const below = departmentId === undefined ? null : departmentsBelow(departments, departmentId)
  const ids = people.filter((one) => below === null || below.has(one.departmentId ?? '')).map(({ id }) => id)
  const of = async (part: Period, until: Day) => {
    const rows = [...(await normsOf(tx, actor.workspaceId, ids, part, until)).values()].filter(
      ({ fulfilment }) => fulfilment !== null,
    )
    return { value: fulfilmentOfAll(addedUp(rows.map(({ kinds }) => kinds))), n: rows.length }
  }
  const then = comparedDays(period, comparison, today)
  const [now, before] = await Promise.all([
    of(period, earlierDay(lastDayOf(period), addDays(today, -1))),
    then && of(then, lastDayOf(then)),
  ])
  return { ...now, low: null, high: null, small: false, compared: before?.value ?? null }
}

function departmentsBelow(departments: readonly { id: string; parentId: string | null }[], top: string): Set<string> {
  const below = new Set([top])
  // Parents may stand after their children: until nothing is added any more.
  for (let size = 0; size !== below.size;) {
    size = below.size
    for (const { id, parentId } of departments) if (parentId !== null && below.has(parentId)) below.add(id)
  }
  return below
}
