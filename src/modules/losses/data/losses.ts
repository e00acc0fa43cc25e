import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { closedDeals, type LossQuestion } from './question.ts'

/** One group of one cut; the cut says which of the keys counts. */
export interface LossGroup {
  cut: 'all' | 'reason' | 'stage' | 'seller' | 'source' | 'cell' | 'time'
  reasonId: string | null
  stageId: string | null
  sellerId: string | null
  sourceId: string | null
  day: Day | null
  n: number
  amountMinor: number
}

/** Lost deals by each of the cuts, in one reading. `step`: how wide the points over time are. */
export async function lossGroups(tx: Tx, question: LossQuestion, step: 'day' | 'week' | 'month'): Promise<LossGroup[]> {
  const { rows } = await sql<LossGroup>`
    -- Why, where, by whom and when were deals lost, and how many?
    with lost as (
      select loss_reason_id as reason_id, furthest_stage_id as stage_id, owner_id as seller_id, source_id,
             date_trunc(${step}, closed_day::timestamp)::date as day, n, base_minor
      from ${await closedDeals(tx, question)} d where outcome = 'lost'
    ), counted as (
      -- First together, so that the sets below go over groups and not over deals.
      select reason_id, stage_id, seller_id, source_id, day, sum(n) as n, sum(base_minor) as money
      from lost group by reason_id, stage_id, seller_id, source_id, day
    )
    select case grouping(reason_id, stage_id, seller_id, source_id, day)
             when 31 then 'all' when 15 then 'reason' when 23 then 'stage' when 27 then 'seller' when 29 then 'source'
             when 7 then 'cell' else 'time' end as cut,
           reason_id as "reasonId", stage_id as "stageId", seller_id as "sellerId", source_id as "sourceId", day::text as day,
           coalesce(sum(n), 0)::bigint as n, coalesce(sum(money), 0)::bigint as "amountMinor"
    from counted
    group by grouping sets ((), (reason_id), (stage_id), (seller_id), (source_id), (reason_id, stage_id), (reason_id, day))`.execute(
    tx,
  )
  return rows
}

/** Deals won in the period, of the same question. */
export async function wonSum(tx: Tx, question: LossQuestion): Promise<{ n: number; amountMinor: number }> {
  const { rows } = await sql<{ n: number; amountMinor: number }>`
    -- How many deals were won beside the lost ones?
    select coalesce(sum(n), 0)::int as n, coalesce(sum(base_minor), 0)::bigint as "amountMinor"
    from ${await closedDeals(tx, question)} d where outcome = 'won'`.execute(tx)
  return rows[0] ?? { n: 0, amountMinor: 0 }
}

/** Names of everything that losses are cut by. */
export async function lossNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these reasons, stages, people and sources called?
    select id, name from facts.loss_reasons where id = any(${[...ids]}::uuid[])
    union all select id, name from facts.stages where id = any(${[...ids]}::uuid[])
    union all select id, full_name from facts.people where id = any(${[...ids]}::uuid[])
    union all select id, name from facts.sources where id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
