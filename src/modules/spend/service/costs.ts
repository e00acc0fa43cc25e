import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Article, CostCell } from '../contract.ts'
import { costsOfYear, lockCosts, putCosts, removeCosts } from '../data/costs.ts'
import { allow, mayOf } from './spend.ts'

/** Costs of acquisition besides advertising. @throws Refusal FORBIDDEN */
export async function costsYear(tx: Tx, actor: Actor, { year }: { year: number }) {
  allow(actor, 'read')
  return { cells: await costsOfYear(tx, year), may: mayOf(actor) }
}

interface CostToSet {
  month: string
  article: Article
  amountMinor: number | null
  version: number
}

/** Sets or clears costs, all or none. @throws Refusal FORBIDDEN, SPEND_CHANGED when one of them is not as it was read */
export async function setCosts(tx: Tx, actor: Actor, cells: readonly CostToSet[]): Promise<{ cells: CostCell[] }> {
  allow(actor, 'write')
  const key = ({ month, article }: { month: string; article: string }) => `${month} ${article}`
  const current = new Map((await lockCosts(tx, actor.workspaceId, cells)).map((cell) => [key(cell), cell]))
  if (cells.some((cell) => (current.get(key(cell))?.version ?? 0) !== cell.version)) throw new Refusal('SPEND_CHANGED')
  await removeCosts(
    tx,
    actor.workspaceId,
    cells.filter(({ amountMinor }) => amountMinor === null),
  )
  const written = await putCosts(
    tx,
    actor,
    cells.flatMap(({ month, article, amountMinor }) => (amountMinor === null ? [] : [{ month, article, amountMinor }])),
  )
  await audit(tx, actor, 'spend.costs', 'workspace', actor.workspaceId, {
    cells: cells.slice(0, 20).map(({ month, article, amountMinor }) => ({ month, article, amountMinor })),
  })
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'spend',
    id: actor.workspaceId,
    ownerIds: [],
    byPersonId: actor.personId,
  })
  return { cells: written }
}
