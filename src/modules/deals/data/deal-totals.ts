import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { allOf, conditionsOf, type DealQuery } from './deal-filter.ts'

export interface DealTotals {
  count: number
  sumMinor: number
}

/** Counts and sums by stage, for filters that the kept totals do not know. */
export async function countedByStage(tx: Tx, query: DealQuery): Promise<Map<string, DealTotals>> {
  const { rows } = await sql<DealTotals & { stageId: string }>`
    -- How many deals do these filters find on each stage, and how much money?
    select d.stage_id as "stageId", count(*)::int as count, coalesce(sum(d.base_minor), 0)::bigint as "sumMinor"
    from deals d
    where d.outcome = any (${[...query.outcomes]}::text[]) and ${allOf(conditionsOf(query))}
    group by d.stage_id`.execute(tx)
  return new Map(rows.map(({ stageId, ...totals }) => [stageId, totals]))
}

/** The same from the kept totals: cost does not follow the number of deals. Only owners, pipeline, stages and outcomes may be chosen. */
export async function keptByStage(
  tx: Tx,
  { workspaceId, owners, outcomes, stages, filter: { pipelineId } }: DealQuery,
): Promise<Map<string, DealTotals>> {
  const conditions = [sql`t.workspace_id = ${workspaceId}::uuid`, sql`t.kind = 'now'`, sql`t.day = '1970-01-01'`]
  if (owners) conditions.push(sql`t.owner_id = any (${[...owners]}::uuid[])`)
  if (pipelineId) conditions.push(sql`t.pipeline_id = ${pipelineId}::uuid`)
  if (stages) conditions.push(sql`t.stage_id = any (${[...stages]}::uuid[])`)
  const { rows } = await sql<DealTotals & { stageId: string }>`
    -- How many deals stand on each stage now, and how much money?
    select t.stage_id as "stageId", sum(t.n)::int as count, sum(t.money)::bigint as "sumMinor"
    from facts.day_totals t join stages s on s.workspace_id = t.workspace_id and s.id = t.stage_id
    where ${allOf(conditions)} and s.meaning = any (${[...outcomes]}::text[])
    group by t.stage_id`.execute(tx)
  return new Map(rows.map(({ stageId, ...totals }) => [stageId, totals]))
}

/** Whether the kept totals know the answer. */
export function isKept({ filter }: DealQuery): boolean {
  const {
    pipelineId: _pipeline,
    stageIds: _stages,
    outcomes: _outcomes,
    ownerIds: _owners,
    departmentIds: _departments,
    ...rest
  } = filter
  return Object.values(rest).every((value) => value === undefined)
}

/** Counts and sums by stage in the cheapest way that is exact. */
export function totalsByStage(tx: Tx, query: DealQuery): Promise<Map<string, DealTotals>> {
  return isKept(query) ? keptByStage(tx, query) : countedByStage(tx, query)
}
