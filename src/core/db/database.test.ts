import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from './connection.ts'
import { createDatabase, type Database } from './database.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let place: TestDatabase
let database: Database

beforeAll(async () => {
  place = await testDatabase()
  await withClient(place.connection, async (client) => {
    const { rows } = await client.query<{ name: string }>('select quote_ident(current_database()) as name')
    const name = rows[0]?.name ?? ''
    await client.query(
      `alter database ${name} set timezone to 'Europe/Moscow'; alter database ${name} set datestyle to 'German'`,
    )
  })
  database = createDatabase(place.connection)
})
afterAll(async () => {
  await database.destroy()
  await place.drop()
})

test('moments and days are written alike in whatever zone and style the server speaks', async () => {
  const { rows } = await sql`
    select '2026-11-21 23:30:00+00'::timestamptz::text as text, '2026-11-21 23:30:00+00'::timestamptz as moment, date '2026-11-21' as day`.execute(
    database,
  )
  expect(rows).toEqual([
    { text: '2026-11-21 23:30:00+00', moment: new Date('2026-11-21T23:30:00Z'), day: '2026-11-21' },
  ])
})
