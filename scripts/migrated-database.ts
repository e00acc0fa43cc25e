import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { withClient } from '#core/db/connection.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { migrate } from '#core/db/migrate.ts'
import { createLog } from '#core/log/log.ts'

/** Does a piece of work in an empty database as the migrations leave it; the database is gone afterwards. */
export async function inMigratedDatabase<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mostik-schema-'))
  const server = await startEmbeddedPostgres({ dataFolder: folder, log: createLog('error') })
  try {
    await migrate(server.connection)
    return await withClient(server.connection, work)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true })
  }
}
