import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { DealFilter, DealPlace, DealRow, DealSort } from '../contract.ts'
import type { PlacedRow } from '../data/deal-order.ts'
import { dealPage, isPlaceIn } from '../data/deal-page.ts'
import { totalsByStage } from '../data/deal-totals.ts'
import { foundDeals } from '../data/found-deals.ts'
import { nextSteps } from '../data/next-steps.ts'
import { can } from '../policy.ts'
import { dealQuery, findsNothing } from './deal-query.ts'

interface Page {
  rows: DealRow[]
  nextCursor: string | null
}

/**
 * One page of deals.
 * @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN when the cursor is of another order
 */
export async function listDeals(
  tx: Tx,
  actor: Actor,
  { sort, cursor, limit, ...filter }: DealFilter & { sort: DealSort; cursor?: DealPlace | undefined; limit: number },
  now: Date,
): Promise<Page> {
  if (cursor && !isPlaceIn(sort, cursor)) throw new Refusal('CURSOR_BROKEN')
  const query = await dealQuery(tx, actor, filter, now)
  if (findsNothing(query)) return { rows: [], nextCursor: null }
  const page = cut(await dealPage(tx, query, sort, cursor, limit + 1), sort, limit)
  const steps = await nextSteps(
    tx,
    actor.workspaceId,
    page.rows.flatMap(({ id, stage }) => (stage.meaning === 'open' ? [id] : [])),
  )
  return { ...page, rows: page.rows.map((row) => ({ ...row, nextStep: steps.get(row.id) ?? null })) }
}

/** Takes one row more than the limit, gives the page. */
export function cut(found: readonly PlacedRow[], sort: DealSort, limit: number): Page {
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map(({ row }) => row),
    nextCursor: last ? cursorText([sort, last.part, JSON.parse(last.key), last.row.id]) : null,
  }
}

/** How many deals the filters find and how much money, in the company's currency. @throws Refusal FORBIDDEN */
export async function dealTotals(
  tx: Tx,
  actor: Actor,
  filter: DealFilter,
  now: Date,
): Promise<{ count: number; sumMinor: number }> {
  const query = await dealQuery(tx, actor, filter, now)
  const stages = findsNothing(query) ? [] : [...(await totalsByStage(tx, query)).values()]
  return {
    count: stages.reduce((sum, stage) => sum + stage.count, 0),
    sumMinor: stages.reduce((sum, stage) => sum + stage.sumMinor, 0),
  }
}

/** Deals by a part of the title, or by their own or foreign number. @throws Refusal FORBIDDEN */
export async function searchDeals(tx: Tx, actor: Actor, { text, limit }: { text: string; limit: number }) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  return { rows: await foundDeals(tx, actor.workspaceId, text, limit) }
}
