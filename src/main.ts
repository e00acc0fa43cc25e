import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#core/clock/clock.ts'
import { type Config, readConfig } from '#core/config/config.ts'
import { keptSecret } from '#core/config/secret.ts'
import { StartProblem } from '#core/config/start-problem.ts'
import { problemSentence, textsOf } from '#core/config/texts.ts'
import type { Connection } from '#core/db/connection.ts'
import { folderProblem, takeDataFolder } from '#core/db/data-folder.ts'
import { checkServer } from '#core/db/database-check.ts'
import { createDatabase } from '#core/db/database.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { migrate } from '#core/db/migrate.ts'
import { checkBucket } from '#core/files/s3-check.ts'
import { type Log, createLog } from '#core/log/log.ts'
import { checkPort, portProblem } from '#core/process/port-check.ts'
import { type Stop, stopOnSignals, stopped } from '#core/process/stop-signals.ts'
import { type App, createApp } from './app.ts'

/** How long requests in flight are waited for when the process stops; the database needs the rest of the 5 seconds. */
const CLOSE_LIMIT_MS = 700

let texts = textsOf(process.env['MOSTIK_LANGUAGE'])
try {
  await main()
} catch (error) {
  if (error instanceof StartProblem) console.error(problemSentence(error, texts))
  else console.error(texts.unexpected, error)
  process.exitCode = 1
}
// Whatever still hangs (a pool, a timer of a library) must not keep the process.
process.exit()

async function main(): Promise<void> {
  const config = readConfig(process.env, path.resolve(import.meta.dirname, '..'))
  texts = textsOf(config.language)
  const log = createLog(config.logLevel)
  const stop = stopOnSignals()
  process.on('uncaughtException', (error) => stop.abort(error))
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed and nobody looked'))
  try {
    await serve(config, log, stop)
  } catch (error) {
    // A start that was interrupted fails by our own will.
    if (!stop.signal.aborted) throw error
  }
  const { reason } = stop.signal
  if (reason instanceof Error && reason.name !== 'AbortError') throw reason
  console.log(texts.stopped)
}

/** Opens everything in order, serves until the stop, closes everything in the opposite order. */
async function serve(config: Config, log: Log, stop: Stop): Promise<void> {
  await using opened = new AsyncDisposableStack()
  await checkPort(config.host, config.port)
  const folder = takeDataFolder(config.dataDir)
  opened.defer(() => folder.release())
  if (config.s3) await checkBucket(config.s3, log)
  const connection = await openDatabase(config, log, stop, opened)
  stop.signal.throwIfAborted()
  await migrate(connection)
  stop.signal.throwIfAborted()

  const secret = config.secret ?? keptSecret(folder.path)
  const database = createDatabase(connection)
  opened.defer(() => atMost(CLOSE_LIMIT_MS, database.destroy()))
  const app = await createApp({ config: { ...config, secret }, connection, database, log, clock: systemClock })
  opened.defer(() => atMost(CLOSE_LIMIT_MS, app.close()))
  console.log(texts.opened(await listen(app, config)))
  await stopped(stop)
  console.log(texts.stopping)
}

function atMost(limitMs: number, work: Promise<void>): Promise<void> {
  return Promise.race([work, sleep(limitMs)])
}

async function listen(app: App, { host, port }: Config): Promise<string> {
  try {
    return await app.listen()
  } catch (error) {
    throw portProblem(host, port, error)
  }
}

async function openDatabase(config: Config, log: Log, stop: Stop, opened: AsyncDisposableStack): Promise<Connection> {
  if (config.databaseUrl) {
    const connection = { connectionString: config.databaseUrl }
    await checkServer(connection)
    return connection
  }
  try {
    const database = await startEmbeddedPostgres({
      dataFolder: config.dataDir,
      log,
      signal: stop.signal,
      onLost: (reason) => stop.abort(reason),
    })
    opened.defer(() => database.stop())
    return database.connection
  } catch (error) {
    throw folderProblem(config.dataDir, error)
  }
}
