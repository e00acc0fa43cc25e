import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealPlace, DealSort, DealSortName, Meaning } from '../contract.ts'
import { allOf, conditionsOf, type DealQuery, isOfFew, readInOrder } from './deal-filter.ts'
import { type KeyedRow, readRows } from './deal-rows.ts'

interface Key {
  column: RawBuilder<unknown>
  type: RawBuilder<unknown>
  collation?: RawBuilder<unknown>
  shape: RegExp
}

/** A part of a list that one index gives in order; a list goes through its parts one after the other. */
interface Part {
  of: readonly Meaning[]
  key: Key
  where?: RawBuilder<unknown>
  /** The index begins with the stage; with the outcome otherwise. */
  byStage?: boolean
  /** Up in the list's words is down in the column. */
  inverted?: boolean
}

const moment = (column: RawBuilder<unknown>): Key => ({
  column,
  type: sql`timestamptz`,
  shape: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
})
const created = moment(sql`d.created_at`)
const entered = moment(sql`d.stage_entered_at`)
const updated = moment(sql`d.updated_at`)
const amount: Key = { column: sql`d.base_minor`, type: sql`bigint`, shape: /^-?\d{1,16}$/ }
const expected: Key = { column: sql`d.expected_close_on`, type: sql`date`, shape: /^\d{4}-\d\d-\d\d$/ }
const own: Key = { column: sql`d.id`, type: sql`uuid`, shape: /^[0-9a-f-]{36}$/ }
const title: Key = {
  column: sql`d.title collate "ru-x-icu"`,
  type: sql`text`,
  collation: sql`collate "ru-x-icu"`,
  shape: /^/,
}

const all: readonly Meaning[] = ['open', 'won', 'lost']
const open: readonly Meaning[] = ['open']
const closed: readonly Meaning[] = ['won', 'lost']
const dated = sql`d.expected_close_on is not null`
const undated = sql`d.expected_close_on is null`

const PARTS: Record<DealSortName, readonly Part[]> = {
  created: [{ of: all, key: created }],
  amount: [{ of: all, key: amount }],
  stageAge: [{ of: all, key: entered, byStage: true, inverted: true }],
  // A closed deal entered its stage when it closed.
  closed: [
    { of: closed, key: entered, byStage: true },
    { of: open, key: created },
  ],
  expected: [open, closed].flatMap((of) => [
    { of, key: expected, where: dated },
    { of, key: own, where: undated },
  ]),
  updated: [open, closed].map((of) => ({ of, key: updated })),
  title: [open, closed].map((of) => ({ of, key: title })),
}

/** The planner must know how short a page is, and statements must not vary with it: pages are cut from one of these. */
const CUTS = [11, 26, 51, 101, 201]
export interface PlacedRow extends KeyedRow {
  part: number
}

/** Whether the cursor is one of this order's. */
export function isPlaceIn(sort: DealSort, [placeSort, part, key]: DealPlace): boolean {
  return placeSort === sort && (partsOf(sort)[part]?.key.shape.test(key) ?? false)
}

/**
 * One page of a list, `limit` rows at most (201), after the given place. It is read from the index of the order, outcome by outcome or stage
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
  const found: PlacedRow[] = []
  for (const [index, part] of partsOf(sort).entries()) {
    const outcomes = part.of.filter((outcome) => query.outcomes.includes(outcome))
    if (found.length >= limit || outcomes.length === 0 || index < (after?.[1] ?? 0)) continue
    const from = after?.[1] === index ? after : undefined
    const chosen = pageOf({ ...query, outcomes }, part, sort.startsWith('-'), from, limit - found.length)
    found.push(...(await readRows(tx, query.workspaceId, chosen)).map((row) => ({ ...row, part: index })))
  }
  return found
}

function partsOf(sort: DealSort): readonly Part[] {
  return PARTS[sort.replace('-', '') as DealSortName]
}

function pageOf(query: DealQuery, part: Part, isDown: boolean, after: DealPlace | undefined, limit: number) {
  const { column, type, collation = sql`` } = part.key
  const down = isDown !== (part.inverted ?? false)
  const direction = down ? sql`desc` : sql`asc`
  const conditions = conditionsOf(query)
  if (part.where) conditions.push(part.where)
  if (after) conditions.push(sql`(${column}, d.id) ${down ? sql`<` : sql`>`} (${after[2]}::${type}, ${after[3]}::uuid)`)

  const cut = sql.lit(CUTS.find((size) => size >= limit) ?? 201)
  const slice = (condition: RawBuilder<unknown>) => sql`
      (select d.id, ${column} as key from deals d where ${condition} and ${allOf(conditions)} order by ${column} ${direction}, d.id ${direction} limit ${cut})`
  return sql`select cut.id, cut.key from (${slicesOf(query, part, slice)}) cut
    order by cut.key ${collation} ${direction}, cut.id ${direction} limit ${limit}::int`
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
