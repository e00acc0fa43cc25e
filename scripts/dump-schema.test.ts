import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { withClient } from '#core/db/connection.ts'
import { testDatabase } from '#core/db/test-database.ts'
import { schemaText } from './dump-schema.ts'

it('db/schema.sql shows the schema that the migrations make', async ({ skip }) => {
  // Other versions of PostgreSQL print the same schema in other words.
  if (process.env['TEST_DATABASE_URL']) skip('compared with the embedded PostgreSQL only')
  const database = await testDatabase()
  const text = await withClient(database.connection, schemaText)
  await database.drop()
  const file = readFileSync(path.resolve(import.meta.dirname, '../db/schema.sql'), 'utf8')
  expect(text, 'run: node scripts/dump-schema.ts').toBe(file)
})
