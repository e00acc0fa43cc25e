import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type Database } from './database.ts'
import { createGate, type Gate } from './gate.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let place: TestDatabase
let database: Database
let gate: Gate

beforeAll(async () => {
  place = await testDatabase()
  database = createDatabase(place.connection, { connections: 1 })
  gate = createGate(database)
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})

/** Asked so often on one connection: described at first, then known. */
const asked = <Row>(query: RawBuilder<Row>, times: number) =>
  gate.asServer(async (tx) => {
    const answers = []
    for (let time = 0; time < times; time++) answers.push(await query.execute(tx))
    return answers
  })

test('rows are the same whether their statement is described or known', async () => {
  const query = sql`
    select n::int, n::bigint as big, case when n > 1 then 'слово "' || n || '"' end as text, array[n, 2] as list, ${{ a: [1] }}::jsonb as json,
      ${new Date('2026-11-22T12:00:00Z')}::timestamptz as at, n > 1 as flag, 'x' as "__proto__", 'y' as "it's ""so\\""", date '2026-11-22' as day
    from generate_series(1, 2) n`
  const [first, ...again] = await asked(query, 3)
  expect(first?.rows).toHaveLength(2)
  expect(first?.rows[1]).toMatchObject({ n: 2, big: 2, text: 'слово "2"', list: [2, 2], json: { a: [1] }, flag: true })
  expect(first?.rows[0]).toMatchObject({ text: null, at: new Date('2026-11-22T12:00:00Z'), day: '2026-11-22' })
  expect(Object.keys(first?.rows[0] as object)).toEqual([
    'n',
    'big',
    'text',
    'list',
    'json',
    'at',
    'flag',
    '__proto__',
    'it\'s "so\\"',
    'day',
  ])
  for (const one of again) expect(one).toEqual(first)
})

test('asked together before the first is answered, both get their rows', async () => {
  const two = await gate.asServer((tx) =>
    Promise.all([7, 8].map((n) => sql<{ together: number }>`select ${n}::int as together`.execute(tx))),
  )
  expect(two.map(({ rows }) => rows)).toEqual([[{ together: 7 }], [{ together: 8 }]])
})

test('a change says how many rows it has met, each time', async () => {
  await sql`create table counted (n int)`.execute(database)
  await sql`insert into counted select generate_series(1, ${5}::int)`.execute(database)
  const changes = await asked(sql`update counted set n = n + ${1}::int`, 2)
  expect(changes.map(({ numAffectedRows, rows }) => [numAffectedRows, rows])).toEqual([
    [5n, []],
    [5n, []],
  ])
})

test('a value that cannot be read fails, and the connection goes on', async () => {
  const tooLarge = sql`select n::bigint * ${9_007_199_254_740_993n}::bigint as n from generate_series(1, 2) n`
  for (const time of [1, 2])
    await expect(asked(tooLarge, 1), `time ${time}`).rejects.toThrow('does not fit a JavaScript number')
  expect((await asked(sql`select ${1}::int as n`, 1))[0]?.rows).toEqual([{ n: 1 }])
})

test('a value that cannot be written fails before anything is sent, and the connection goes on', async () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  await expect(asked(sql`select ${circle}::jsonb as circle`, 1)).rejects.toThrow('circular structure')
  expect((await asked(sql`select ${2}::int as n`, 1))[0]?.rows).toEqual([{ n: 2 }])
})

test('a failed statement says where it was asked', async () => {
  const failing = async () => asked(sql`select 1 / ${0}::int`, 1)
  const error = await failing().then(
    () => null,
    (reason: Error) => reason,
  )
  expect(error?.message).toBe('division by zero')
  expect(error?.stack).toContain('statement.test.ts')
})

test('a statement that failed before it gave a row gives rows the next time', async () => {
  const ask = (text: string) => sql<{ n: number }>`select ${text}::text::int as n`.execute(database)
  await expect(ask('слово')).rejects.toMatchObject({ code: '22P02' })
  expect((await ask('5')).rows).toEqual([{ n: 5 }])
})
