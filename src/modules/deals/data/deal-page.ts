import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealPlace, DealSort, DealSortName, Meaning } from '../contract.ts'
import { allOf, conditionsOf, type DealQuery, isOfFew, readInOrder } from './deal-filter.ts'
import {
  afterPlace,
  cutFor,
  isDimension,
  keyColumns,
  keyText,
  moment,
  orderBy,
  orderByNames,
  type OrderKey,
  orderKey,
  type Ranks,
  type PlacedRow,
  ranksOf,
  type Sorting,
  sortingsOf,
} from './deal-order.ts'
import { dimensionPage } from './deal-dimension-page.ts'
import { readRows } from './deal-rows.ts'

/** A part of a list that one index gives in order; a list goes through its parts one after the other. */
interface Part {
  of: readonly Meaning[]
  key: OrderKey
  where?: RawBuilder<unknown>
  /** The index begins with the stage; with the outcome otherwise. */
  byStage?: boolean
}

const all: readonly Meaning[] = ['open', 'won', 'lost']
const open: readonly Meaning[] = ['open']
const closed: readonly Meaning[] = ['won', 'lost']

/** The parts of an order by its first key. @throws never for a dimension: those have a page of their own */
function partsOf({ name, down }: Sorting): readonly Part[] {
  const key = orderKey({ name, down }, {})
  switch (name as Exclude<DealSortName, 'stage' | 'owner' | 'source'>) {
    case 'created':
    case 'amount':
      return [{ of: all, key }]
    case 'stageAge':
      return [{ of: all, key, byStage: true }]
    case 'closed':
      // A closed deal entered its stage when it closed.
      return [
        { of: closed, key: moment(sql`d.stage_entered_at`, down), byStage: true },
        { of: open, key: moment(sql`d.created_at`, down) },
      ]
    case 'expected': {
      const dated: OrderKey = { ...key, column: sql`d.expected_close_on` }
      const undated: OrderKey = { column: sql`d.id`, type: sql`uuid`, shape: /^[0-9a-f-]{36}$/, down }
      return [open, closed].flatMap((of) => [
        { of, key: dated, where: sql`d.expected_close_on is not null` },
        { of, key: undated, where: sql`d.expected_close_on is null` },
      ])
    }
    case 'updated':
    case 'title':
      return [open, closed].map((of) => ({ of, key }))
  }
}

/** Whether the cursor is one of this order's. */
export function isPlaceIn(sort: DealSort, [placeSort, part, keys]: DealPlace): boolean {
  const sortings = sortingsOf(sort)
  const [first, ...others] = sortings
  if (placeSort !== sort || !first || keys.length !== sortings.length) return false
  const shapes = others.map((one) => orderKey(one, {}).shape)
  const own = isDimension(first.name) ? /^([0-9a-f-]{36})?$/ : partsOf(first)[part]?.key.shape
  return own !== undefined && [own, ...shapes].every((shape, index) => shape.test(keys[index] ?? ''))
}

/**
 * One page of a list, `limit` rows at most (201), after the given place. It is read from the index of the first order, outcome by outcome or stage
 * by stage (indexes begin with them), so that a page costs its rows and not the deals of the company.
 */
export async function dealPage(
  tx: Tx,
  query: DealQuery,
  sort: DealSort,
  after: DealPlace | undefined,
  limit: number,
): Promise<PlacedRow[]> {
  await readInOrder(tx, query)
  const sortings = sortingsOf(sort)
  const [first, ...others] = sortings
  if (!first) return []
  const ranks = await ranksOf(tx, query, sortings)
  if (isDimension(first.name)) return dimensionPage(tx, query, { first, others, ranks, after, limit })
  const found: PlacedRow[] = []
  for (const [index, part] of partsOf(first).entries()) {
    const outcomes = part.of.filter((outcome) => query.outcomes.includes(outcome))
    if (found.length >= limit || outcomes.length === 0 || index < (after?.[1] ?? 0)) continue
    const from = after?.[1] === index ? after : undefined
    const chosen = pageOf({ ...query, outcomes }, part, { others, ranks, after: from, limit: limit - found.length })
    found.push(...(await readRows(tx, query.workspaceId, chosen)).map((row) => ({ ...row, part: index })))
  }
  return found
}

interface PageOf {
  others: readonly Sorting[]
  ranks: Ranks
  after: DealPlace | undefined
  limit: number
}

function pageOf(query: DealQuery, part: Part, { others, ranks, after, limit }: PageOf) {
  const keys = [part.key, ...others.map((one) => orderKey(one, ranks))]
  const conditions = conditionsOf(query)
  if (part.where) conditions.push(part.where)
  if (after) conditions.push(afterPlace(keys, after[2], after[3]))
  const slice = (condition: RawBuilder<unknown>) => sql`
      (select d.id, ${keyColumns(keys)} from deals d where ${condition} and ${allOf(conditions)} order by ${orderBy(keys)} limit ${cutFor(limit)})`
  return sql`select cut.id, ${keyText(keys)} as key from (${slicesOf(query, part, slice)}) cut
    order by ${orderByNames(keys)} limit ${limit}::int`
}

type Slice = (condition: RawBuilder<unknown>) => RawBuilder<unknown>

function slicesOf(query: DealQuery, { byStage }: Part, slice: Slice): RawBuilder<unknown> {
  const { workspaceId, outcomes, stages } = query
  const wanted = [...outcomes]
  if (isOfFew(query)) return slice(sql`d.outcome = any (${wanted}::text[])`)
  if (byStage) {
    return sql`select x.* from (select id from stages where workspace_id = ${workspaceId}::uuid and meaning = any (${wanted}::text[])
          and (${stages ? [...stages] : null}::uuid[] is null or id = any (${stages ? [...stages] : null}::uuid[]))) own
      cross join lateral ${slice(sql`d.stage_id = own.id`)} x`
  }
  // Said literally: some of the indexes are of open deals alone.
  return sql.join(
    wanted.map((outcome) => slice(sql`d.outcome = ${sql.lit(outcome)}`)),
    sql` union all `,
  )
}
