import path from 'node:path'
import { systemClock } from '#core/clock/clock.ts'
import { type Config, readConfig } from '#core/config/config.ts'
import { keptSecret } from '#core/config/secret.ts'
import { StartProblem } from '#core/config/start-problem.ts'
import { problemSentence, textsOf } from '#core/config/texts.ts'
import type { Connection } from '#core/db/connection.ts'
import { folderProblem, takeDataFolder } from '#core/db/data-folder.ts'
import { checkServer } from '#core/db/database-check.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { migrate } from '#core/db/migrate.ts'
import { type Log, createLog } from '#core/log/log.ts'
import { checkPort, portProblem } from '#core/process/port-check.ts'
import { type Stop, stopOnSignals, stopped } from '#core/process/stop-signals.ts'

/** How long requests in flight are waited for when the process stops; the database needs the rest of the 5 seconds. */
const CLOSE_LIMIT_MS = 1_000

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
  const connection = await openDatabase(config, log, stop, opened)
  stop.signal.throwIfAborted()
  await migrate(connection)
  stop.signal.throwIfAborted()

  const secret = config.secret ?? keptSecret(config.dataDir)
  // TEMPORARY until src/app.ts exists.
  const { createServer } = await import('node:http')
  const server = createServer((_request, response) => response.end(`ok ${secret.length} ${systemClock.now()}`))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(config.host, config.port, error)))
    server.listen(config.port, config.host, resolve)
  })
  opened.defer(async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, CLOSE_LIMIT_MS)
      server.close(resolve)
      server.closeIdleConnections()
    })
  })
  console.log(texts.opened(`http://${config.host}:${config.port}`))
  await stopped(stop)
  console.log(texts.stopping)
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
