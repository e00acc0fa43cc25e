import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from './connection.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

it('a test gets a migrated database of its own', async () => {
  const { rows } = await withClient(database.connection, (client) =>
    client.query('select count(*)::int as applied from public.migrations'),
  )
  expect(rows[0].applied).toBeGreaterThan(0)
})

it('the owner of the schema is no superuser', async () => {
  const { rows } = await withClient(database.connection, (client) =>
    client.query('select rolsuper or rolbypassrls as above_policies from pg_roles where rolname = current_user'),
  )
  expect(rows[0].above_policies).toBe(false)
})

it('lists sort by Russian rules and trigrams know Cyrillic', async () => {
  const { rows } = await withClient(database.connection, (client) =>
    client.query(`select show_trgm('Ёж') as trigrams, 'ёж' < 'жук' collate "ru-x-icu" as sorted`),
  )
  expect(rows[0].trigrams.length).toBeGreaterThan(0)
  expect(rows[0].sorted).toBe(true)
})
