import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { announce, MANY } from '#core/db/changes.ts'
import { orgTree } from '#modules/org/api.ts'
import { subjectTree } from '../calc/subjects.ts'
import { orgInSight } from '../calc/in-sight.ts'
import { can } from '../policy.ts'
import type { Cut, Tier } from '../calc/plan-metrics.ts'
import { firstClosed } from '../data/closed-months.ts'
import { type CellAddress, lockCells, type PlanCell, type Slice, writeCells } from '../data/cells.ts'
import { addressOf, isOutside } from './year-plan.ts'

interface Setting {
  metric: string
  /** The target of the whole when absent. */
  tier?: Tier | undefined
  cut?: Cut | undefined
  cells: readonly PlanCell[]
  note?: string | undefined
}

/**
 * Sets or clears cells, all or none.
 * @throws Refusal NOT_FOUND for a subject out of sight, PLAN_NOT_YOURS where the role may not set it, PLAN_OUTSIDE_EMPLOYMENT for a month in
 * which the person does not work, PLAN_MONTH_CLOSED for a month that is closed, PLAN_CELL_CHANGED when somebody has changed one of the cells since it was read
 */
export async function setCells(
  tx: Tx,
  actor: Actor,
  { metric, tier = 'target', cut = 'all', cells, note }: Setting,
): Promise<{ cells: PlanCell[] }> {
  const slice: Slice = { metric, tier, cut }
  if (cells.some(({ cutKey = '' }) => (cutKey === '') !== (cut === 'all'))) throw new Refusal('NOT_FOUND')
  const closed = await firstClosed(
    tx,
    actor.workspaceId,
    cells.map(({ month }) => month),
  )
  if (closed) throw new Refusal('PLAN_MONTH_CLOSED', { month: closed })
  const subjects = new Map(
    subjectTree(orgInSight(await orgTree(tx), actor)).map((subject) => [subject.subjectId, subject]),
  )
  const subjectAt = ({ level, subjectId }: CellAddress) => {
    const subject = subjects.get(subjectId)
    if (subject?.level !== level) throw new Refusal('NOT_FOUND')
    return subject
  }
  for (const cell of cells) {
    const subject = subjectAt(cell)
    if (!can(actor, `set ${subject.level}`)) throw new Refusal('PLAN_NOT_YOURS', { name: subject.name })
    if (cell.amountMinor !== null && isOutside(subject, cell.month))
      throw new Refusal('PLAN_OUTSIDE_EMPLOYMENT', { name: subject.name, month: cell.month })
  }
  const refuseStale = async () => {
    const current = new Map(
      (await lockCells(tx, actor.workspaceId, slice, cells)).map((cell) => [addressOf(cell), cell]),
    )
    const stale = cells.filter((cell) => (current.get(addressOf(cell))?.version ?? 0) !== cell.version)
    const nothing = { amountMinor: null, version: 0, changedBy: null }
    if (stale.length > 0) {
      const changed = stale.map((cell) => ({
        ...nothing,
        ...addressParts(cell),
        ...current.get(addressOf(cell)),
        name: subjectAt(cell).name,
      }))
      throw new Refusal('PLAN_CELL_CHANGED', { cells: changed })
    }
    return current
  }
  const current = await refuseStale()
  const toSet = cells
    .map((cell) => ({ ...cell, beforeMinor: current.get(addressOf(cell))?.amountMinor ?? null }))
    .filter((cell) => cell.amountMinor !== cell.beforeMinor)
  const written = await writeCells(tx, { workspaceId: actor.workspaceId, slice, actorId: actor.personId, note }, toSet)
  if (written.length < toSet.length) await refuseStale()
  if (written.length > 0) announcePlan(tx, actor)
  const after = new Map(written.map((cell) => [addressOf(cell), cell]))
  return {
    cells: cells.map(
      (cell) =>
        after.get(addressOf(cell)) ?? { ...addressParts(cell), amountMinor: cell.amountMinor, version: cell.version },
    ),
  }
}

function addressParts({ level, subjectId, month, cutKey = '' }: CellAddress): CellAddress {
  return { level, subjectId, month, cutKey }
}

/** Tells whoever looks at the plan that it is another one now. */
export function announcePlan(tx: Tx, { workspaceId, personId }: Pick<Actor, 'workspaceId' | 'personId'>): void {
  announce(tx, { workspaceId, topic: 'plan', id: MANY, ownerIds: [], byPersonId: personId })
}
