import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { allOf, conditionsOf, type DealQuery, isOfFew } from './deal-filter.ts'
import { type KeyedRow, readRows } from './deal-rows.ts'
import { isKept } from './deal-totals.ts'

/** At most this many cards a column come with the board; one more tells that there are others. */
const CUT = sql.lit(51)

/** The first cards of each of these stages, newest on the stage first, one row more than the limit for each. */
export async function firstCards(
  tx: Tx,
  query: DealQuery,
  stageIds: readonly string[],
  limit: number,
): Promise<KeyedRow[]> {
  return readRows(
    tx,
    query.workspaceId,
    isOfFew(query) && !isKept(query) ? ofFew(query, stageIds, limit) : ofMany(query, stageIds, limit),
  )
}

/** Each column from the board's index. */
const ofMany = (query: DealQuery, stageIds: readonly string[], limit: number) => sql`
  select card.id, card.key from unnest(${[...stageIds]}::uuid[]) with ordinality as own (id, place) cross join lateral (
    select c.id, c.key from (
      select d.id, d.stage_entered_at as key from deals d where d.stage_id = own.id and ${allOf(conditionsOf(query))}
      order by d.stage_entered_at desc, d.id desc limit ${CUT}) c
    limit ${limit + 1}::int) card
  order by own.place, card.key desc, card.id desc`

/** Narrowed further, cards of a few people stand far apart in the index of a stage: all of theirs are read once. */
const ofFew = (query: DealQuery, stageIds: readonly string[], limit: number) => sql`
  select card.id, card.key from (
    select d.id, d.stage_id, d.stage_entered_at as key,
           row_number() over (partition by d.stage_id order by d.stage_entered_at desc, d.id desc) as nth
    from deals d where d.stage_id = any (${[...stageIds]}::uuid[]) and ${allOf(conditionsOf(query))}) card
  where card.nth <= ${limit + 1}::int
  order by array_position(${[...stageIds]}::uuid[], card.stage_id), card.key desc, card.id desc`
