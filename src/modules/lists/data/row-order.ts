import { type RawBuilder, sql } from 'kysely'
import type { ListPlace } from '../contract.ts'

/** A column that a list may be ordered by. What is empty stands at the end whichever way the list goes. */
export interface OrderKey {
  column: RawBuilder<unknown>
  type: keyof typeof TYPES
  /** Never empty: the column is compared as it is, so that its index serves. */
  required?: boolean
}

interface KeyType {
  sql: RawBuilder<unknown>
  /** How a value is written in a cursor. */
  shape: RegExp
  first: RawBuilder<unknown>
  last: RawBuilder<unknown>
}

const infinite = { first: sql`'-infinity'`, last: sql`'infinity'` }
const whole = { shape: /^-?\d{1,19}$/, first: sql`-9000000000000000000`, last: sql`9000000000000000000` }
const TYPES = {
  moment: {
    sql: sql`timestamptz`,
    shape: /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00|-?infinity)$/,
    ...infinite,
  },
  day: { sql: sql`date`, shape: /^(\d{4}-\d\d-\d\d|-?infinity)$/, ...infinite },
  whole: { sql: sql`bigint`, ...whole },
  // The last sign there is in the order of the alphabet.
  words: { sql: sql`text`, shape: /^/, first: sql`''`, last: sql`U&'\\FFFF'` },
  // A text that is compared as it is kept: in small letters, so that the index of it serves.
  key: { sql: sql`text`, shape: /^/, first: sql`''`, last: sql`U&'\\FFFF'` },
} satisfies Record<string, KeyType>

export interface RowOrder {
  /** For ORDER BY. */
  orderBy: RawBuilder<unknown>
  /** The keys of a row as a JSON text: column `place` of a page. */
  place: RawBuilder<unknown>
  /** Whether a place is of this order. */
  has(place: ListPlace): boolean
  /** The rows after a place of this order; true without one. */
  after(place: ListPlace | undefined): RawBuilder<unknown>
  /** The cursor of a row. */
  placeOf(row: { id: string; place: string }): ListPlace
}

/**
 * Takes an order as it was asked ('due', '-priority,due'), the columns by their names and the id's; gives the SQL of a list that is read a page at
 * a time. The id stands last and goes the way of the first key.
 */
export function rowOrder(
  sort: string,
  keys: Readonly<Record<string, OrderKey>>,
  id: RawBuilder<unknown> = sql`t.id`,
): RowOrder {
  const parts = sort.split(',').flatMap((one) => {
    const key = keys[one.replace(/^-/, '')]
    return key ? [partOf(key, one.startsWith('-'))] : []
  })
  const isDown = parts[0]?.down ?? false
  const way = (down: boolean) => (down ? sql`desc` : sql`asc`)
  return {
    orderBy: sql.join([...parts.map(({ column, down }) => sql`${column} ${way(down)}`), sql`${id} ${way(isDown)}`]),
    place: sql`json_build_array(${sql.join(parts.map(({ column }) => sql`(${column})::text`))})::text`,
    placeOf: (row) => [sort, JSON.parse(row.place) as string[], row.id],
    has: ([asked, values]) =>
      asked === sort &&
      values.length === parts.length &&
      parts.every(({ type }, at) => type.shape.test(values[at] ?? '')),
    after(place) {
      if (!place) return sql`true`
      const [, values, last] = place
      const all = [
        ...parts.map(({ column, type, down }, at) => ({ column, down, value: sql`${values[at]}::${type.sql}` })),
        { column: id, down: isDown, value: sql`${last}::uuid` },
      ]
      return beyond(all, isDown)
    },
  }
}

interface Compared {
  column: RawBuilder<unknown>
  value: RawBuilder<unknown>
  down: boolean
}

function beyond(all: readonly Compared[], isDown: boolean): RawBuilder<unknown> {
  if (all.every(({ down }) => down === isDown)) {
    const left = sql.join(all.map(({ column }) => column))
    return sql`(${left}) ${isDown ? sql`<` : sql`>`} (${sql.join(all.map(({ value }) => value))})`
  }
  const further = all.reduceRight<RawBuilder<unknown> | null>((rest, { column, value, down }) => {
    const own = sql`${column} ${down ? sql`<` : sql`>`} ${value}`
    return rest ? sql`(${own} or (${column} = ${value} and ${rest}))` : own
  }, null)
  return further ?? sql`true`
}

function partOf({ column, type, required = false }: OrderKey, down: boolean) {
  const known: KeyType = TYPES[type]
  const filled = required ? column : sql`coalesce(${column}, ${down ? known.first : known.last})`
  return { column: type === 'words' ? sql`(${filled} collate "ru-x-icu")` : filled, type: known, down }
}
