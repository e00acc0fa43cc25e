import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { BoardFilter, DealPlace } from '../contract.ts'
import { firstCards } from '../data/board-cards.ts'
import type { DealQuery } from '../data/deal-filter.ts'
import { dealPage, isPlaceIn } from '../data/deal-page.ts'
import { type DealTotals, isKept, totalsByStage } from '../data/deal-totals.ts'
import { listPipelines } from '../data/pipelines.ts'
import { dealQuery, findsNothing } from './deal-query.ts'
import { cut } from './list-deals.ts'

/** Columns show who came last on top. */
const SORT = 'stageAge'

/**
 * A pipeline as columns: first cards of each stage in use, its count and sum.
 * @throws Refusal FORBIDDEN, NOT_FOUND when there is no such pipeline
 */
export async function board(
  tx: Tx,
  actor: Actor,
  { pipelineId, limit, ...filter }: BoardFilter & { pipelineId: string; limit: number },
  now: Date,
) {
  const query = await dealQuery(tx, actor, { ...filter, pipelineId }, now)
  const pipeline = (await listPipelines(tx, actor.workspaceId)).find(({ id }) => id === pipelineId)
  if (!pipeline) throw new Refusal('NOT_FOUND')
  const stages = pipeline.stages.filter(({ archived }) => !archived)
  const stageIds = stages.map(({ id }) => id)
  const isEmpty = findsNothing(query)
  const totals = isEmpty || isKept(query) ? await totalsOf(tx, query) : null
  // The stage says which pipeline: a second condition would only mislead the planner.
  const cards = isEmpty
    ? []
    : await firstCards(tx, { ...query, filter: { ...query.filter, pipelineId: undefined } }, stageIds, limit)
  const byStage = Map.groupBy(cards, ({ row }) => row.stage.id)
  return {
    columns: stages.map((stage) => ({
      stage,
      totals: totals && (totals.get(stage.id) ?? { count: 0, sumMinor: 0 }),
      ...cut(
        (byStage.get(stage.id) ?? []).map((card) => ({ ...card, key: JSON.stringify([card.key]), part: 0 })),
        SORT,
        limit,
      ),
    })),
  }
}

/** Counts and sums of the columns, for filters that do not come with the board. @throws Refusal FORBIDDEN */
export async function boardTotals(tx: Tx, actor: Actor, filter: BoardFilter & { pipelineId: string }, now: Date) {
  const totals = await totalsOf(tx, await dealQuery(tx, actor, filter, now))
  return { columns: [...totals].map(([stageId, sums]) => ({ stageId, ...sums })) }
}

async function totalsOf(tx: Tx, query: DealQuery): Promise<Map<string, DealTotals>> {
  return findsNothing(query) ? new Map() : totalsByStage(tx, query)
}

/** The next cards of one column. @throws Refusal FORBIDDEN, CURSOR_BROKEN, NOT_FOUND when there is no such stage */
export async function boardColumn(
  tx: Tx,
  actor: Actor,
  {
    stageId,
    cursor,
    limit,
    ...filter
  }: BoardFilter & { stageId: string; cursor?: DealPlace | undefined; limit: number },
  now: Date,
) {
  if (cursor && !isPlaceIn(SORT, cursor)) throw new Refusal('CURSOR_BROKEN')
  const query = await dealQuery(tx, actor, { ...filter, stageIds: [stageId] }, now)
  const pipelines = await listPipelines(tx, actor.workspaceId)
  if (!pipelines.some(({ stages }) => stages.some(({ id }) => id === stageId))) throw new Refusal('NOT_FOUND')
  if (findsNothing(query)) return { rows: [], nextCursor: null }
  return cut(await dealPage(tx, query, SORT, cursor, limit + 1), SORT, limit)
}
