import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { createLog } from '#core/log/log.ts'
import { type Connection, connectionTo, withClient } from './connection.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate, readMigrations } from './migrate.ts'
import { POSTGRES_VERSION } from './postgres-binaries.ts'
import { stopOrphans } from './postgres-orphans.ts'
import { FAST_UNSAFE_SETTINGS } from './postgres-settings.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of this run, or why there is none: only the tests that want a database fail then. */
    testServer: { connection: Connection; template: string } | { problem: string }
  }
}

const TEMPLATE = 'mostik_template'
const PREFIX = path.join(tmpdir(), 'mostik-test-')

/**
 * Starts one PostgreSQL for a test run, with a migrated template that testDatabase() copies. TEST_DATABASE_URL names a
 * server to use instead; its role must be allowed to create databases and roles.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const external = process.env['TEST_DATABASE_URL']
    const { connection, template, stop } = external ? await externalServer(external) : await embeddedServer()
    project.provide('testServer', { connection, template })
    // Vitest tears down after Ctrl-C, yet not when it is told to end.
    process.once('SIGTERM', () => void stop().finally(() => process.exit(143)))
    return stop
  } catch (error) {
    project.provide('testServer', { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    return async () => {}
  }
}

async function embeddedServer() {
  sweepLeftovers()
  const folder = mkdtempSync(PREFIX)
  const release = lockFolder(folder)
  copyFolder(await seedFolder(), folder)
  const server = await startEmbeddedPostgres({
    dataFolder: folder,
    log: createLog('error'),
    settings: FAST_UNSAFE_SETTINGS,
  })
  const stop = async (): Promise<void> => {
    await server.stop()
    release()
    rmSync(folder, { recursive: true, force: true })
  }
  return { connection: server.connection, template: TEMPLATE, stop }
}

/** A data folder with an initialised cluster and the template in it: made once for each state of db/migrations. */
async function seedFolder(): Promise<string> {
  const cache = path.resolve(import.meta.dirname, '../../../node_modules/.cache/mostik-test')
  const seed = path.join(cache, migrationsHash())
  if (existsSync(seed)) return seed
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(path.join(cache, 'new-'))
  try {
    const server = await startEmbeddedPostgres({
      dataFolder: fresh,
      log: createLog('error'),
      settings: FAST_UNSAFE_SETTINGS,
    })
    try {
      await makeTemplate(server.connection, TEMPLATE)
    } finally {
      await server.stop()
    }
    for (const name of readdirSync(cache)) {
      if (!name.startsWith('new-')) rmSync(path.join(cache, name), { recursive: true, force: true })
    }
    // Another run may have been quicker; either seed will do.
    if (!existsSync(seed)) renameSync(fresh, seed)
    return seed
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function externalServer(connectionString: string) {
  const template = `mostik_test_${migrationsHash()}`
  await withClient({ connectionString }, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [template])
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [template])
    if (rowCount) return
    await client.query(`drop database if exists ${template}`)
    await makeTemplate({ connectionString }, template)
    await client.query(`alter database ${template} is_template true`)
  })
  return { connection: { connectionString }, template, stop: async () => {} }
}

async function makeTemplate(server: Connection, template: string): Promise<void> {
  await withClient(server, (client) => client.query(`create database ${template}`))
  await migrate(connectionTo(server, template))
}

function migrationsHash(): string {
  const parts = [POSTGRES_VERSION, ...readMigrations().map(({ checksum }) => checksum)]
  return createHash('sha256').update(parts.join()).digest('hex').slice(0, 16)
}

/** Root must keep the owner of the cluster's files, which copying by Node does not. */
function copyFolder(from: string, to: string): void {
  if (process.platform === 'win32') return cpSync(from, to, { recursive: true })
  execFileSync('cp', ['-a', `${from}/.`, to])
}

/** A run that was killed leaves its folder and perhaps its server. */
function sweepLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = path.join(tmpdir(), name)
    if (!folder.startsWith(PREFIX) || !existsSync(path.join(folder, 'server.lock'))) continue
    try {
      lockFolder(folder)
    } catch {
      continue
    }
    void stopOrphans(path.join(folder, 'postgres')).finally(() => rmSync(folder, { recursive: true, force: true }))
  }
}
