import { addDays, type Day, earlierDay } from '#core/calendar/day.ts'
import { lastDayOf, type Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { addedUp, fulfilmentOfAll, normsOf } from '#modules/norms/api.ts'
import { orgTree } from '#modules/org/api.ts'
import { orgInSight } from '#modules/plans/api.ts'
import type { BoardComparison } from '../contract.ts'
import { comparedDays } from './compared-days.ts'

interface Asked {
  period: Period
  today: Day
  departmentId: string | undefined
}

/** Fulfilment of the norms of everybody in sight, up to yesterday: today is not over. `n` is how many people have norms. */
export function normsFigure(tx: Tx, actor: Actor, asked: Asked): Promise<{ value: number | null; n: number }> {
  return fulfilled(tx, actor, asked, earlierDay(lastDayOf(asked.period), addDays(asked.today, -1)))
}

/** The same of the days that the period is compared with; null with the plan. */
export async function normsCompared(
  tx: Tx,
  actor: Actor,
  { comparison, ...asked }: Asked & { comparison: BoardComparison },
): Promise<number | null> {
  const then = comparedDays(asked.period, comparison, asked.today)
  return then && (await fulfilled(tx, actor, { ...asked, period: then }, lastDayOf(then))).value
}

async function fulfilled(tx: Tx, actor: Actor, { period, departmentId }: Asked, until: Day) {
  const { people, departments } = orgInSight(await orgTree(tx), actor)
  const below = departmentId === undefined ? null : departmentsBelow(departments, departmentId)
  const ids = people.filter((one) => below === null || below.has(one.departmentId ?? '')).map(({ id }) => id)
  const rows = [...(await normsOf(tx, actor.workspaceId, ids, period, until)).values()].filter(
    ({ fulfilment }) => fulfilment !== null,
  )
  return { value: fulfilmentOfAll(addedUp(rows.map(({ kinds }) => kinds))), n: rows.length }
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
