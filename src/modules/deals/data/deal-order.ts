import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealSort, DealSortName, Meaning } from '../contract.ts'
import type { DealQuery } from './deal-filter.ts'
import type { KeyedRow } from './deal-rows.ts'

/** What rows are ordered by, one after the other; never null, so that a page can begin after any row. */
export interface OrderKey {
  column: RawBuilder<unknown>
  type: RawBuilder<unknown>
  collation?: RawBuilder<unknown>
  /** How the key is written in a cursor. */
  shape: RegExp
  down: boolean
}

/** One order of a list: '-amount' is { name: 'amount', down: true }. */
export interface Sorting {
  name: DealSortName
  down: boolean
}

/** Orders that go through the values of a short list: deals of one stage, owner or source after the other. */
export const dimensions = ['stage', 'owner', 'source'] as const
export type Dimension = (typeof dimensions)[number]

export const isDimension = (name: DealSortName): name is Dimension => dimensions.some((known) => known === name)

/** Within one stage, owner or source: as its index has them. */
const WITHIN: Record<Dimension, Sorting> = {
  stage: { name: 'stageAge', down: false },
  owner: { name: 'created', down: true },
  source: { name: 'created', down: true },
}

/** Takes an order as it was asked; gives its parts. A dimension alone is followed by what its index is ordered by. */
export function sortingsOf(sort: DealSort): Sorting[] {
  const asked = sort.split(',').map((one): Sorting => ({
    name: one.replace(/^-/, '') as DealSortName,
    down: one.startsWith('-'),
  }))
  const last = asked.at(-1)
  return last && isDimension(last.name) && !asked.some(({ name }) => name === WITHIN[last.name as Dimension].name)
    ? [...asked, WITHIN[last.name]]
    : asked
}

const MOMENT = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00|-?infinity)$/

export const moment = (column: RawBuilder<unknown>, down: boolean): OrderKey => ({
  column,
  type: sql`timestamptz`,
  shape: MOMENT,
  down,
})

export const DIMENSION_COLUMNS: Record<Dimension, RawBuilder<unknown>> = {
  stage: sql`d.stage_id`,
  owner: sql`d.owner_id`,
  source: sql`d.source_id`,
}

/** Values of a dimension in the order of its list; «nothing» is not among them. */
export type Ranks = Readonly<Partial<Record<Dimension, readonly string[]>>>

/** The key of an order, with what is empty at the end whichever way it goes. */
export function orderKey({ name, down }: Sorting, ranks: Ranks): OrderKey {
  switch (name) {
    case 'created':
      return moment(sql`d.created_at`, down)
    case 'updated':
      return moment(sql`d.updated_at`, down)
    case 'stageAge':
      // Who has been there longest came first.
      return moment(sql`d.stage_entered_at`, !down)
    case 'closed':
      return moment(down ? sql`coalesce(d.closed_at, '-infinity')` : sql`coalesce(d.closed_at, 'infinity')`, down)
    case 'amount':
      return { column: sql`d.base_minor`, type: sql`bigint`, shape: /^-?\d{1,16}$/, down }
    case 'expected':
      return {
        column: down ? sql`coalesce(d.expected_close_on, '-infinity')` : sql`coalesce(d.expected_close_on, 'infinity')`,
        type: sql`date`,
        shape: /^(\d{4}-\d\d-\d\d|-?infinity)$/,
        down,
      }
    case 'title':
      return { column: sql`d.title_key`, type: sql`text`, collation: sql`collate "C"`, shape: /^/, down }
    case 'stage':
    case 'owner':
    case 'source': {
      const place = sql`array_position(${[...(ranks[name] ?? [])]}::uuid[], ${DIMENSION_COLUMNS[name]})`
      const column = down ? sql`coalesce(${place}, 0)` : sql`coalesce(${place}, 1000000)`
      return { column, type: sql`int`, shape: /^\d{1,7}$/, down }
    }
  }
}

/** Values of the dimensions that an order mentions, in their order. */
export async function ranksOf(tx: Tx, query: DealQuery, sortings: readonly Sorting[]): Promise<Ranks> {
  const wanted = sortings.map(({ name }) => name).filter(isDimension)
  const ranks: Partial<Record<Dimension, string[]>> = {}
  for (const dimension of wanted) ranks[dimension] = await valuesInOrder(tx, query, dimension)
  return ranks
}

async function valuesInOrder(tx: Tx, { workspaceId, outcomes, stages, owners }: DealQuery, dimension: Dimension) {
  const ids = (list: readonly string[] | null) => list && [...list]
  const chosen = dimension === 'stage' ? ids(stages) : dimension === 'owner' ? ids(owners) : null
  const { rows } = await sql<{ id: string }>`
    -- Which stages, people or sources are there, in the order of their lists?
    select id from (
      select 'stage' as dimension, s.id, row_number() over (order by p.position, p.id, s.position, s.id) as place
      from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
      where s.workspace_id = ${workspaceId}::uuid and s.meaning = any (${[...outcomes] as Meaning[]}::text[])
      union all
      select 'owner', id, row_number() over (order by full_name collate "ru-x-icu", id) from people where workspace_id = ${workspaceId}::uuid
      union all
      select 'source', id, row_number() over (order by name collate "ru-x-icu", id) from sources where workspace_id = ${workspaceId}::uuid
    ) own
    where dimension = ${dimension} and (${chosen}::uuid[] is null or id = any (${chosen}::uuid[]))
    order by place`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Deals after the place of a cursor: keys in their order, then the id, which goes the way of the first key. */
export function afterPlace(keys: readonly OrderKey[], values: readonly string[], id: string): RawBuilder<unknown> {
  const isDown = keys[0]?.down ?? false
  const all = [
    ...keys.map((key, index) => ({ ...key, value: sql`${values[index] ?? ''}::${key.type}` })),
    idKey(id, isDown),
  ]
  if (all.every(({ down }) => down === isDown)) {
    const left = sql.join(all.map(({ column }) => column))
    const right = sql.join(all.map(({ value }) => value))
    return sql`(${left}) ${isDown ? sql`<` : sql`>`} (${right})`
  }
  const [first] = all
  if (!first) return sql`true`
  const further = all.reduceRight<RawBuilder<unknown> | null>((rest, { column, value, down }) => {
    const beyond = sql`${column} ${down ? sql`<` : sql`>`} ${value}`
    return rest ? sql`(${beyond} or (${column} = ${value} and ${rest}))` : beyond
  }, null)
  // Said once more for the index of the first key.
  return sql`${first.column} ${first.down ? sql`<=` : sql`>=`} ${first.value} and ${further}`
}

const idKey = (id: string, down: boolean) => ({ column: sql`d.id`, value: sql`${id}::uuid`, down })

const direction = (down: boolean) => (down ? sql`desc` : sql`asc`)

/** The list of an ORDER BY over `deals d`. */
export function orderBy(keys: readonly OrderKey[]): RawBuilder<unknown> {
  const parts = keys.map(({ column, down }) => sql`${column} ${direction(down)}`)
  return sql.join([...parts, sql`d.id ${direction(keys[0]?.down ?? false)}`])
}

/** The same over the columns k0, k1 … of a page. */
export function orderByNames(keys: readonly OrderKey[]): RawBuilder<unknown> {
  const parts = keys.map(
    ({ collation = sql``, down }, index) => sql`cut.${sql.id(`k${index}`)} ${collation} ${direction(down)}`,
  )
  return sql.join([...parts, sql`cut.id ${direction(keys[0]?.down ?? false)}`])
}

/** The keys as columns k0, k1 … of a page. */
export const keyColumns = (keys: readonly OrderKey[]): RawBuilder<unknown> =>
  sql.join(keys.map(({ column }, index) => sql`${column} as ${sql.id(`k${index}`)}`))

/** The keys of a row of a page as one JSON text, for its cursor. */
export const keyText = (keys: readonly OrderKey[]): RawBuilder<unknown> =>
  sql`json_build_array(${sql.join(keys.map((_, index) => sql`cut.${sql.id(`k${index}`)}::text`))})::text`

/** The planner must know how short a page is, and statements must not vary with it: pages are cut from one of these. */
const CUTS = [11, 26, 51, 101, 201]

export const cutFor = (limit: number): RawBuilder<unknown> => sql.lit(CUTS.find((size) => size >= limit) ?? 201)

/** A row of a list with its place: the part of the list, and its keys as a JSON text. */
export interface PlacedRow extends KeyedRow {
  part: number
}
