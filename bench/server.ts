import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Connection } from '#core/db/connection.ts'
import { answered, databaseProcesses, type ServerProcess, startProcess, stopServer } from '../src/testing-process.ts'

/** The product as people start it, on a data folder. */
export interface RunningServer {
  url: string
  /** From the start of the process to the first answered page. */
  startMs: number
  /** The same database past the product: for raw questions. */
  database: Connection
  memory(): Memory | null
  /** Looks at the memory of both again and again while the work goes on, and gives the moment when they needed most together. */
  peakDuring(work: () => Promise<unknown>): Promise<Memory | null>
  /** Processor seconds that server and database have used so far; not changed by a busy machine, unlike the time on the clock. */
  processor(): Processor | null
  stop(): Promise<void>
}

/** Megabytes (2^20); what several processes share is counted once. */
export interface Memory {
  server: number
  database: number
}

export interface Processor {
  server: number
  database: number
}

/** Starts the server and waits for its first answered page. @throws Error with what it said when it leaves before */
export async function startServer(folder: string): Promise<RunningServer> {
  const startedAt = performance.now()
  const server = await startProcess({ dataDir: folder, environment: { REQUESTS_A_MINUTE: '10000000' } })
  await answered(server, 120_000)
  const startMs = performance.now() - startedAt
  const password = readFileSync(path.join(folder, 'database-password'), 'utf8').trim()
  return {
    url: server.url,
    startMs,
    database: { host: path.join(folder, 'postgres'), port: 5432, user: 'mostik', password, database: 'mostik' },
    memory: () => memoryOf(server, folder),
    peakDuring: (work) => peakDuring(work, () => memoryOf(server, folder)),
    processor: () => processorOf(server, folder),
    stop: async () => void (await stopServer(server)),
  }
}

/** Counting shared pages takes some tens of milliseconds of a processor, so not oftener. */
const LOOK_EVERY_MS = 2_000

async function peakDuring(work: () => Promise<unknown>, look: () => Memory | null): Promise<Memory | null> {
  let peak = look()
  const watch = setInterval(() => {
    const now = look()
    if (now && peak && now.server + now.database > peak.server + peak.database) peak = now
  }, LOOK_EVERY_MS)
  try {
    await work()
  } finally {
    clearInterval(watch)
  }
  return peak
}

/** Linux tells; elsewhere null. */
function memoryOf(server: ServerProcess, folder: string): Memory | null {
  try {
    const database = databaseProcesses(folder).reduce((sum, pid) => sum + (ifThere(() => proportionalKb(pid)) ?? 0), 0)
    return { server: proportionalKb(server.child.pid ?? 0) / 1024, database: database / 1024 }
  } catch {
    return null
  }
}

function processorOf(server: ServerProcess, folder: string): Processor | null {
  try {
    const database = databaseProcesses(folder).reduce(
      (sum, pid) => sum + (ifThere(() => processorSeconds(pid)) ?? 0),
      0,
    )
    return { server: processorSeconds(server.child.pid ?? 0), database }
  } catch {
    return null
  }
}

/** A process of the database may end while it is looked at. */
function ifThere(look: () => number): number | null {
  try {
    return look()
  } catch {
    return null
  }
}

/** Its own and that of its children that have ended. Ticks are hundredths of a second on every Linux of today. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100
}

function proportionalKb(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
}

/** A data folder that is gone afterwards. */
export async function inEmptyFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mostik-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
