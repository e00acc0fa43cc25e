import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealPlace } from '../contract.ts'
import { allOf, conditionsOf, type DealQuery } from './deal-filter.ts'
import {
  afterPlace,
  cutFor,
  DIMENSION_COLUMNS,
  type Dimension,
  keyColumns,
  keyText,
  orderBy,
  orderByNames,
  orderKey,
  type PlacedRow,
  type Ranks,
  type Sorting,
} from './deal-order.ts'
import { readRows } from './deal-rows.ts'

interface Wanted {
  first: Sorting
  others: readonly Sorting[]
  ranks: Ranks
  after: DealPlace | undefined
  limit: number
}

/** So many values are asked at first; each time nothing fills the page, four times as many. */
const FEW_VALUES = 4

/**
 * A page in the order of stages, owners or sources: the deals of one value after those of the other, what has none at the end. A cursor's first key
 * is the value, an empty text stands for none.
 */
export async function dimensionPage(tx: Tx, query: DealQuery, { first, others, ranks, after, limit }: Wanted) {
  const dimension = first.name as Dimension
  const known = ranks[dimension] ?? []
  const values: (string | null)[] = [...(first.down ? known.toReversed() : known), null]
  const begun = after ? values.indexOf(after[2][0] === '' ? null : (after[2][0] ?? null)) : -1
  const keys = others.map((one) => orderKey(one, ranks))
  const found: PlacedRow[] = []
  const page = async (ids: readonly (string | null)[], from: DealPlace | undefined) => {
    const conditions = conditionsOf(query)
    if (from) conditions.push(afterPlace(keys, from[2].slice(1), from[3]))
    const column = DIMENSION_COLUMNS[dimension]
    const slice = (condition: RawBuilder<unknown>) => sql`
      (select d.id, ${keyColumns(keys)} from deals d where ${condition} and ${allOf(conditions)} order by ${orderBy(keys)} limit ${cutFor(limit)})`
    // A stage says the outcome; else each outcome has its own stretch of the index. Said literally: some of the indexes are of open deals alone.
    const slices = (condition: RawBuilder<unknown>) =>
      dimension === 'stage' && query.outcomes.length > 1
        ? slice(condition)
        : sql`(${sql.join(
            query.outcomes.map((outcome) => slice(sql`${condition} and d.outcome = ${sql.lit(outcome)}`)),
            sql` union all `,
          )})`
    const own = ids.filter((id) => id !== null)
    const chosen =
      own.length > 0
        ? sql`select cut.id, json_build_array(own.id, ${keyText(keys)}::json)::text as key
            from unnest(${own}::uuid[]) with ordinality as own (id, place) cross join lateral ${slices(sql`${column} = own.id`)} cut
            order by own.place, ${orderByNames(keys)} limit ${limit - found.length}::int`
        : sql`select cut.id, json_build_array('', ${keyText(keys)}::json)::text as key from ${slices(sql`${column} is null`)} cut
            order by ${orderByNames(keys)} limit ${limit - found.length}::int`
    for (const { row, key } of await readRows(tx, query.workspaceId, chosen)) {
      const [value, rest] = JSON.parse(key) as [string, string[]]
      found.push({ row, key: JSON.stringify([value, ...rest]), part: 0 })
    }
  }
  if (after && begun >= 0) await page([values[begun] ?? null], after)
  let at = begun + 1
  for (let count = FEW_VALUES; at < values.length && found.length < limit; count *= 4) {
    const batch = values.slice(at, at + count)
    // «None» is asked by itself: it is no value that an index is searched for.
    const ids = batch.filter((id) => id !== null)
    if (ids.length > 0) await page(ids, undefined)
    if (ids.length < batch.length && found.length < limit) await page([null], undefined)
    at += count
  }
  return found
}
