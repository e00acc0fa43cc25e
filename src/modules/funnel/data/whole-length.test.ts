import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase, type Database } from '#core/db/database.ts'
import { testDatabase, type TestDatabase } from '#core/db/test-database.ts'
import { wholeLength } from './stays.ts'

let own: TestDatabase
let database: Database
beforeAll(async () => {
  own = await testDatabase()
  database = createDatabase(own.connection, { connections: 1 })
})
afterAll(async () => {
  await database.destroy()
  await own.drop()
})

const moments = fc.record({
  ms: fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }),
  microseconds: fc.integer({ min: 0, max: 999 }),
})
type Moment = { ms: number; microseconds: number }

const inSql = ({ ms, microseconds }: Moment) =>
  new Date(ms).toISOString().replace('Z', `${String(microseconds).padStart(3, '0')}Z`)

test('the length of a stay is that between its moments in whole milliseconds, half a second up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(moments, moments), { minLength: 1, maxLength: 300 }), async (stays) => {
      const { rows } = await sql<{ seconds: number }>`
        select ${wholeLength} as seconds
        from unnest(${stays.map(([entered]) => inSql(entered))}::timestamptz[], ${stays.map(([, left]) => inSql(left))}::timestamptz[])
          with ordinality as stays (entered_at, left_at, place) order by place`.execute(database)
      const expected = stays.map(([entered, left]) => Math.floor((left.ms - entered.ms) / 1000 + 0.5))
      expect(rows.map(({ seconds }) => seconds)).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})
