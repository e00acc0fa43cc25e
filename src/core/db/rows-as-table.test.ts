import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import { type ColumnType, rowsAsSelect, rowsAsTable } from './rows-as-table.ts'
import { emptyDatabase, type TestDatabase } from './test-database.ts'

let place: TestDatabase
let database: Database
beforeAll(async () => {
  place = await emptyDatabase()
  database = createDatabase(place.connection)
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})

const columns = {
  id: 'uuid',
  title: 'text',
  small: 'int2',
  count: 'int4',
  money: 'int8',
  isOpen: 'flag',
  on: 'day',
  at: 'moment',
  more: 'json',
} as const satisfies Record<string, ColumnType>
type Row = Record<keyof typeof columns, unknown>

async function back(rows: readonly Row[]) {
  const found = await sql<Row>`
    select id, title, small, count, money, "isOpen", "on", (extract(epoch from at) * 1000)::bigint as at, more from ${rowsAsTable(rows, columns)}`.execute(
    database,
  )
  return found.rows
}

test('rows come to the database as they are', async () => {
  const rows = [
    {
      id: '018c913c-d038-78ab-9a1d-079fa14a1ab4',
      title: 'Завод «Прогресс» 🚚',
      small: -7,
      count: 2_000_000_000,
      money: 9_007_199_254_740_991,
      isOpen: true,
      on: '2026-11-21',
      at: Date.parse('2026-11-21T09:00:00.123Z'),
      more: { a: [1, 'два'] },
    },
    {
      id: 'FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF',
      title: '',
      small: 0,
      count: -1,
      money: -9_007_199_254_740_991,
      isOpen: false,
      on: '1900-01-01',
      at: Date.parse('1969-12-31T23:59:59.999Z'),
      more: {},
    },
    { id: null, title: null, small: null, count: null, money: null, isOpen: null, on: null, at: null, more: null },
  ]
  expect(await back(rows)).toEqual(rows.map((row) => ({ ...row, id: row.id?.toLowerCase() ?? null })))
})

test('many rows come as they are, also where they all say the same in some columns', async () => {
  const rows = Array.from({ length: 150 }, (_, n) => ({
    id: '018c913c-d038-78ab-9a1d-079fa14a1ab4',
    title: n === 149 ? 'другое' : 'то же',
    small: null,
    count: n,
    money: n === 0 ? null : 5,
    isOpen: true,
    on: n % 2 ? '2026-11-21' : null,
    at: Date.parse('2026-11-21T09:00:00.123Z'),
    more: null,
  }))
  const given = sql`select ${rowsAsSelect(rows, columns, ['id', 'title', 'small', 'money', 'isOpen', 'on', 'at', 'more'])}`
  const { rows: found } = await sql<Row>`
    select id, title, small, count, money, is_open as "isOpen", day as "on", (extract(epoch from at) * 1000)::bigint as at, more
    from (${given}) as given (id, title, small, count, money, is_open, day, at, more) order by count`.execute(database)
  expect(found).toEqual(rows)
})

test('an empty batch is a table without rows', async () => {
  expect(await back([])).toEqual([])
})

test('what is no id is refused before it travels', async () => {
  await expect(
    back([
      { id: 'not-an-id', title: '', small: 0, count: 0, money: 0, isOpen: true, on: '2026-01-01', at: 0, more: 1 },
    ]),
  ).rejects.toThrow('not an id')
})
