import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { setCells } from '#modules/plans/api.ts'
import { movedPlan, type MonthOfPlan } from '../calc/hand-plan.ts'
import { insertPlanItem } from '../data/plan-items.ts'
import { planOf } from '../data/plan-months.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'

type Cell = MonthOfPlan & { beforeMinor: number | null }

/** What the plan of the months to come would be. */
export async function planToMove(
  tx: Tx,
  { workspaceId }: Actor,
  fromId: string,
  toIds: readonly string[],
  fromMonth: string,
): Promise<Cell[]> {
  return movedPlan(await planOf(tx, workspaceId, [fromId, ...toIds], fromMonth), fromId, toIds)
}

/** Sets it, and remembers it for the way back. @throws Refusal of plans */
export async function movePlan(
  tx: Tx,
  actor: Actor,
  handoverId: string,
  fromId: string,
  cells: readonly Cell[],
): Promise<void> {
  await setPlan(tx, actor, cells)
  const after = cells.map(({ month, personId, beforeMinor, amountMinor, version }) => ({
    month,
    personId,
    beforeMinor,
    amountMinor,
    // Writing raises the version by one where the amount differs.
    version: beforeMinor === amountMinor ? version : version + 1,
  }))
  await insertPlanItem(tx, actor.workspaceId, handoverId, fromId, after)
}

/** Said before anything is written: the person has left, the month is closed, or the plan is not the actor's to set. */
const STAYS = new Set(['PLAN_OUTSIDE_EMPLOYMENT', 'PLAN_MONTH_CLOSED', 'PLAN_NOT_YOURS'])

/** Takes it back where nobody has set another plan since and it may still be set. Gives whether it was. @throws Refusal PLAN_CELL_CHANGED */
export async function movePlanBack(tx: Tx, actor: Actor, cells: readonly Cell[], fromMonth: string): Promise<boolean> {
  const people = [...new Set(cells.map(({ personId }) => personId))]
  const now = new Map(
    (await planOf(tx, actor.workspaceId, people, fromMonth)).map((cell) => [`${cell.month} ${cell.personId}`, cell]),
  )
  const same = cells.every(
    ({ month, personId, version }) => (now.get(`${month} ${personId}`)?.version ?? 0) === version,
  )
  if (!same) return false
  const before = cells.map((cell) => ({ ...cell, amountMinor: cell.beforeMinor }))
  try {
    await setPlan(tx, actor, before)
    return true
  } catch (error) {
    if (error instanceof Refusal && STAYS.has(error.code)) return false
    throw error
  }
}

async function setPlan(tx: Tx, actor: Actor, cells: readonly MonthOfPlan[]): Promise<void> {
  await setCells(tx, actor, {
    metric: 'revenue',
    note: (actor.language === 'ru' ? ru : en).planNote,
    cells: cells.map(({ month, personId, amountMinor, version }) => ({
      level: 'person' as const,
      subjectId: personId,
      month,
      amountMinor,
      version,
    })),
  })
}
