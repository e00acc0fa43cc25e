import { type RawBuilder, sql } from 'kysely'

/**
 * Types of columns and how their values look in JavaScript: ids and texts are strings, `moment` milliseconds since 1970, `day` '2026-11-21',
 * numbers whole, `json` anything that JSON knows. Null and undefined are null everywhere.
 */
const TYPES = {
  uuid: fixed(2950, 'uuid', 16, writeUuid),
  int2: fixed(21, 'smallint', 2, (to, value: number, at) => to.writeInt16BE(value, at)),
  int4: fixed(23, 'int', 4, (to, value: number, at) => to.writeInt32BE(value, at)),
  int8: fixed(20, 'bigint', 8, writeInt8),
  flag: fixed(16, 'boolean', 1, (to, value: boolean, at) => to.writeUInt8(value ? 1 : 0, at)),
  day: fixed(1082, 'date', 4, (to, value: string, at) => to.writeInt32BE(daysSince2000(value), at)),
  moment: fixed(1184, 'timestamptz', 8, (to, value: number, at) => writeInt8(to, (value - MS_2000) * 1000, at)),
  text: { oid: 25, name: 'text', textOf: String },
  // Its binary form is the version of the format and then the text.
  json: { oid: 3802, name: 'jsonb', textOf: (value: unknown) => `\u0001${JSON.stringify(value)}` },
} as const

export type ColumnType = keyof typeof TYPES

/** In their order, which must not vary from call to call. */
type Columns<Row extends object> = Partial<Record<keyof Row & string, ColumnType>>

interface Fixed {
  oid: number
  name: string
  size: number
  write(to: Buffer, value: unknown, at: number): void
}

function fixed<Value>(
  oid: number,
  name: string,
  size: number,
  write: (to: Buffer, value: Value, at: number) => unknown,
): Fixed {
  return { oid, name, size, write: write }
}

const MS_2000 = 946_684_800_000
const HEAD = 20
const EMPTY_HEAD = 12

/**
 * Rows as a table in SQL, `unnest(…) as x ("dealId", …)`: one array a column in PostgreSQL's binary format, which it reads three times as fast as JSON.
 * For batches of thousands; `columns` gives the order and must not vary from call to call.
 */
export function rowsAsTable<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  const names = sql.join(Object.keys(columns).map((name) => sql.id(name)))
  return sql`unnest(${rowsAsArrays(rows, columns)}) as x (${names})`
}

/**
 * The same as a subquery `(select unnest(…) as "dealId", …) as x`: row after row without a table in between, which is quicker where thousands are only
 * inserted.
 */
export function rowsAsStream<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  return sql`(select ${asStream(columns, (name, type) => arrayOf(rows, name, type))}) as x`
}

/** From so many rows on it pays to look whether they are alike. */
const MANY = 100

/**
 * What follows the word `select` where rows are inserted, `x.* from (select unnest(…) …) as x`. Where all of many rows say the same in one of the columns that
 * are `oftenAlike`, it goes out once. Name few such columns: the words of the statement depend on which of them are alike.
 */
export function rowsAsSelect<Row extends object>(
  rows: readonly Row[],
  columns: Columns<Row>,
  oftenAlike: readonly (keyof Row & string)[],
): RawBuilder<unknown> {
  const [first] = rows
  const isAlike = (name: keyof Row & string) => rows.every((row) => (row[name] ?? null) === (first?.[name] ?? null))
  const once = new Set<string>(rows.length < MANY ? [] : oftenAlike.filter(isAlike))
  if (once.size === 0) return sql`x.* from ${rowsAsStream(rows, columns)}`
  const entries = Object.entries(columns) as [keyof Row & string, ColumnType][]
  const values = entries.map(([name, type]) =>
    once.has(name) ? sql`${valueOf(first?.[name], type)}::${sql.raw(TYPES[type].name)}` : sql`x.${sql.id(name)}`,
  )
  const others = Object.fromEntries(entries.filter(([name]) => !once.has(name))) as Columns<Row>
  return sql`${sql.join(values)} from ${rowsAsStream(rows, others)}`
}

/** The same columns as arguments of a function that takes an array for each. */
export function rowsAsArrays<Row extends object>(rows: readonly Row[], columns: Columns<Row>): RawBuilder<unknown> {
  return asArrays(columns, (name, type) => arrayOf(rows, name, type))
}

/** One row as arguments of a function that takes a value for each column. */
export function rowAsValues<Row extends object>(row: Row | undefined, columns: Columns<Row>): RawBuilder<unknown> {
  return asValues(columns, (name, type) => valueOf(row?.[name], type))
}

const asStream = listing((name, type) => ['unnest(', `::${type}[]) as "${name}"`])
const asArrays = listing((_name, type) => ['', `::${type}[]`])
const asValues = listing((_name, type) => ['', `::${type}`])

/** Lists of parameters, one for each column. The words around them follow from the columns alone: they are put together once and not for each write. */
function listing(around: (name: string, type: string) => readonly [before: string, after: string]) {
  const known = new WeakMap<object, { entries: [string, ColumnType][]; words: TemplateStringsArray }>()
  const learn = (columns: object) => {
    const entries = Object.entries(columns) as [string, ColumnType][]
    const pairs = entries.map(([name, type]) => around(name, TYPES[type].name))
    const words = pairs.map(([before], index) => (index === 0 ? before : `${pairs[index - 1]?.[1]}, ${before}`))
    const list = {
      entries,
      words: [...words, pairs.at(-1)?.[1] ?? ''] as unknown as TemplateStringsArray,
    }
    known.set(columns, list)
    return list
  }
  return <Row extends object>(
    columns: Columns<Row>,
    valueOfColumn: (name: keyof Row & string, type: ColumnType) => Buffer | string | null,
  ): RawBuilder<unknown> => {
    const { entries, words } = known.get(columns) ?? learn(columns)
    return sql(words, ...entries.map(([name, type]) => valueOfColumn(name as keyof Row & string, type)))
  }
}

function valueOf(value: unknown, type: ColumnType): Buffer | string | null {
  if (value === null || value === undefined) return null
  const column = TYPES[type]
  // A buffer goes out as the binary form of its type, a string as text.
  if ('textOf' in column) return type === 'json' ? JSON.stringify(value) : column.textOf(value)
  const bytes = Buffer.allocUnsafe(column.size)
  column.write(bytes, value, 0)
  return bytes
}

/** One column as a binary array (array_recv of PostgreSQL: dimensions, null flag, type, length, lower bound, then length and bytes of each). */
function arrayOf<Row extends object>(rows: readonly Row[], name: keyof Row & string, type: ColumnType): Buffer {
  const column = TYPES[type]
  return 'size' in column ? fixedArray(column, rows, name) : textArray(column, rows, name)
}

/** Neighbours often have the same value, above all the same id: it is copied. */
function fixedArray<Row extends object>(
  { oid, size, write }: Fixed,
  rows: readonly Row[],
  name: keyof Row & string,
): Buffer {
  const array = roomFor(rows.length, size * rows.length)
  let at = HEAD
  let nulls = 0
  let last: unknown
  let lastAt = 0
  for (const row of rows) {
    const value: unknown = row[name]
    if (value === null || value === undefined) {
      at = array.writeInt32BE(-1, at)
      nulls += 1
      continue
    }
    at = array.writeInt32BE(size, at)
    if (value === last) {
      array.copyWithin(at, lastAt, lastAt + size)
    } else {
      write(array, value, at)
      last = value
      lastAt = at
    }
    at += size
  }
  return withHead(array, oid, rows.length, nulls).subarray(0, at)
}

function textArray<Row extends object>(
  { oid, textOf }: { oid: number; textOf(value: unknown): string },
  rows: readonly Row[],
  name: keyof Row & string,
): Buffer {
  const texts: (string | null)[] = []
  const sizes: number[] = []
  let bytes = 0
  let nulls = 0
  let last: string | null = null
  let size = 0
  for (const row of rows) {
    const value: unknown = row[name]
    const text = value === null || value === undefined ? null : textOf(value)
    if (text !== null && text !== last) {
      size = Buffer.byteLength(text)
      last = text
    }
    texts.push(text)
    sizes.push(size)
    if (text === null) nulls += 1
    else bytes += size
  }
  const array = roomFor(rows.length, bytes)
  let at = HEAD
  for (const [index, text] of texts.entries()) {
    if (text === null) {
      at = array.writeInt32BE(-1, at)
      continue
    }
    at = array.writeInt32BE(sizes[index] ?? 0, at)
    at += array.write(text, at)
  }
  return withHead(array, oid, rows.length, nulls)
}

function roomFor(length: number, bytes: number): Buffer {
  return Buffer.allocUnsafe(length === 0 ? EMPTY_HEAD : HEAD + 4 * length + bytes)
}

function withHead(array: Buffer, oid: number, length: number, nulls: number): Buffer {
  array.writeInt32BE(length === 0 ? 0 : 1, 0)
  array.writeInt32BE(nulls > 0 ? 1 : 0, 4)
  array.writeInt32BE(oid, 8)
  if (length === 0) return array
  array.writeInt32BE(length, 12)
  array.writeInt32BE(1, 16)
  return array
}

/** Halves of a number that may be negative and above 2^32; BigInt would cost more than the rest of the row. */
function writeInt8(to: Buffer, value: number, at: number): void {
  const high = Math.floor(value / 4_294_967_296)
  to.writeInt32BE(high, at)
  to.writeUInt32BE(value - high * 4_294_967_296, at + 4)
}

const NO_DIGIT = 255
const DIGITS = new Uint8Array(128).fill(NO_DIGIT)
for (const digit of '0123456789abcdefABCDEF') DIGITS[digit.charCodeAt(0)] = Number.parseInt(digit, 16)

/** @throws RangeError when it is not in the form 01234567-89ab-cdef-0123-456789abcdef */
function writeUuid(to: Buffer, value: string, at: number): void {
  let place = at
  let isId = value.length === 36
  for (let index = 0; index < 36; index += 2) {
    // Dashes stand at 8, 13, 18 and 23.
    if (index === 8 || index === 13 || index === 18 || index === 23) index += 1
    const high = DIGITS[value.charCodeAt(index)] ?? NO_DIGIT
    const low = DIGITS[value.charCodeAt(index + 1)] ?? NO_DIGIT
    if ((high | low) === NO_DIGIT) isId = false
    to[place] = (high << 4) | low
    place += 1
  }
  if (!isId) throw new RangeError(`not an id: ${value}`)
}

function daysSince2000(day: string): number {
  return Math.round((Date.parse(day) - MS_2000) / 86_400_000)
}
