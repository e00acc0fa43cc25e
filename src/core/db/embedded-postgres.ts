import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#core/log/log.ts'
import type { Connection } from './connection.ts'
import { type Cluster, OWNER, databaseFailure, inCluster, openCluster } from './postgres-cluster.ts'
import { stopOrphans } from './postgres-orphans.ts'
import { SETTINGS } from './postgres-settings.ts'

export interface EmbeddedPostgres {
  connection: Exclude<Connection, { connectionString: string }>
  /** Ends the database; what was committed is safe even if it must be ended the hard way. */
  stop(): Promise<void>
}

interface Options {
  /** Taken by this process (takeDataFolder): nobody else may start a database in it. */
  dataFolder: string
  log: Log
  /** Added to, or put in place of, the usual settings. */
  settings?: Record<string, string>
  /** Called when the database has died and cannot be brought back. */
  onLost?: (reason: Error) => void
  /** Gives a start up: recovery after a crash may take a while. */
  signal?: AbortSignal
}

const RESTART_PAUSES_MS = [0, 200, 1_000, 3_000, 5_000]

/**
 * Starts PostgreSQL in the data folder, made at the first start. When it dies it is started again on the same address,
 * so pools only have to reconnect.
 * @throws StartProblem folderNotOurs, folderOfOtherAccount, clusterVersion, noPlatformBinaries, noAccount, diskFull, databaseFailed
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { log } = options
  const cluster = await openCluster(options.dataFolder)
  const address = await chooseAddress(cluster)
  const settings = { ...SETTINGS, ...address.settings, ...options.settings }

  const stopping = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stopping.signal]) : stopping.signal
  let restarting = Promise.resolve()
  let server = await startServer(cluster, settings, log, signal)
  const guard = (): void => {
    const onExit = (): void => {
      if (stopping.signal.aborted) return
      log.error({ code: server.exitCode, signal: server.signalCode }, 'the database has died, starting it again')
      restarting = restart()
    }
    if (hasLeft(server)) onExit()
    else server.once('exit', onExit)
  }
  const restart = async (): Promise<void> => {
    let reason: unknown
    for (const pauseMs of RESTART_PAUSES_MS) {
      await sleep(pauseMs)
      if (stopping.signal.aborted) return
      try {
        await stopOrphans(cluster.folder)
        server = await startServer(cluster, settings, log, signal)
        log.warn('the database is back')
        return guard()
      } catch (error) {
        reason = error
        log.error({ err: error }, 'the database does not start')
      }
    }
    options.onLost?.(reason instanceof Error ? reason : new Error(String(reason)))
  }
  guard()

  return {
    connection: { host: address.host, port: address.port, user: OWNER, password: cluster.password, database: OWNER },
    stop: async () => {
      stopping.abort()
      await restarting
      await endServer(server)
    },
  }
}

/** A Unix socket in the cluster's folder; loopback where there are none or the path is too long for one (104 bytes on a Mac). */
async function chooseAddress({ folder }: Cluster) {
  const isShort = Buffer.byteLength(path.join(folder, '.s.PGSQL.5432')) < 104
  if (process.platform !== 'win32' && isShort) {
    // Relative to the cluster's folder, which the database's account may be unable to walk to.
    const settings = {
      port: '5432',
      listen_addresses: '',
      unix_socket_directories: '.',
      unix_socket_permissions: '0700',
    }
    return { host: folder, port: 5432, settings }
  }
  const port = await freePort()
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '' }
  return { host: '127.0.0.1', port, settings }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Resolves when connections are accepted: recovery after a crash is over by then. */
function startServer(
  cluster: Cluster,
  settings: Record<string, string>,
  log: Log,
  signal: AbortSignal,
): Promise<ChildProcess> {
  const { folderArguments, options } = inCluster(cluster)
  const assignments = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Its own session: Ctrl-C at the terminal is for us, and we end the database after the last request.
  const child = spawn(path.join(cluster.binaries, 'bin', 'postgres'), [...folderArguments, ...assignments], {
    ...options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lastWords: string[] = []
  const giveUp = (): void => void child.kill('SIGINT')
  signal.addEventListener('abort', giveUp)
  if (signal.aborted) giveUp()
  return new Promise<ChildProcess>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(databaseFailure(cluster.folder, lastWords.join('\n'))))
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (lastWords.push(line) > 20) lastWords.shift()
      logLine(log, line)
      if (line.includes('database system is ready to accept connections')) resolve(child)
    })
  }).finally(() => signal.removeEventListener('abort', giveUp))
}

function logLine(log: Log, line: string): void {
  const level = /^(?:FATAL|PANIC|ERROR):/.test(line) ? 'warn' : 'debug'
  log[level]({ from: 'postgres' }, line)
}

/** Fast shutdown, then ever harder: the next start recovers. */
async function endServer(server: ChildProcess): Promise<void> {
  if (hasLeft(server)) return
  const left = new Promise<true>((resolve) => server.once('exit', () => resolve(true)))
  const isLeft = (ms: number) => Promise.race([left, sleep(ms, false, { ref: false })])
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    server.kill(signal)
    if (await isLeft(signal === 'SIGINT' ? 3_000 : 500)) return
  }
}

function hasLeft(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}
