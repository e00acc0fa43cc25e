/** What tests of the whole process stand on: the real main.ts in a folder of its own, as a person starts it. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ServerProcess {
  url: string
  child: ChildProcess
  /** Everything it has printed. */
  said(): string
  /** Exit code, or the signal that ended it. */
  left: Promise<number | NodeJS.Signals | null>
}

interface Start {
  dataDir: string
  port?: number
  environment?: Record<string, string>
  /** Account to start under; only root may choose. */
  uid?: number
}

/** As scripts/boot.mjs starts it. */
const NODE_FLAGS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, '../scripts/node-flags.json'), 'utf8'),
) as string[]

const running = new Set<ServerProcess>()
const folders: string[] = []

const NOBODY = 65_534

/** An account without rights, where we may start programs as it and it can reach this checkout; otherwise null. */
export function ordinaryAccount(): number | null {
  if (process.getuid?.() !== 0) return null
  const file = JSON.stringify(path.join(import.meta.dirname, 'main.ts'))
  const options = { uid: NOBODY, gid: NOBODY, cwd: '/' }
  const { status } = spawnSync(process.execPath, ['-e', `fs.readFileSync(${file})`], options)
  return status === 0 ? NOBODY : null
}

/** Starts the server without waiting for anything. */
export async function startProcess({ dataDir, port, environment, uid }: Start): Promise<ServerProcess> {
  const listenOn = port ?? (await freePort())
  const child = spawn(process.execPath, [...NODE_FLAGS, path.join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: path.join(import.meta.dirname, '../node_modules/.cache/node'),
      MOSTIK_DATA_DIR: dataDir,
      PORT: String(listenOn),
      ...environment,
    },
    // The channel tells the server when the test is gone, so that a killed run leaves nothing.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    ...(uid !== undefined && { uid, gid: uid }),
  })
  let output = ''
  child.channel?.unref()
  child.stdout?.on('data', (chunk) => (output += String(chunk)))
  child.stderr?.on('data', (chunk) => (output += String(chunk)))
  const left = new Promise<number | NodeJS.Signals | null>((resolve) => {
    // Not 'close': a database that outlives its server keeps the pipe open.
    child.once('exit', (code, signal) => setTimeout(() => resolve(code ?? signal), 20))
    child.once('error', (error) => {
      output += error.message
      resolve(null)
    })
  })
  const server = { url: `http://127.0.0.1:${listenOn}`, child, said: () => output, left }
  running.add(server)
  void left.then(() => running.delete(server))
  return server
}

/** Starts the server and waits until it answers. */
export async function startServer(start: Start): Promise<ServerProcess> {
  const server = await startProcess(start)
  await answered(server)
  return server
}

/** Waits for the first answered request; @throws Error with the output when the process leaves before */
export async function answered(server: ServerProcess, limitMs = 180_000): Promise<void> {
  const until = Date.now() + limitMs
  for (;;) {
    const isUp = await fetch(server.url).then(
      (response) => response.body?.cancel().then(() => true),
      () => false,
    )
    if (isUp) return
    if (server.child.exitCode !== null) throw new Error(`the server left: ${server.said()}`)
    if (Date.now() > until) throw new Error(`no answer in ${limitMs} ms: ${server.said()}`)
    await sleep(15)
  }
}

export async function stopServer(server: ServerProcess, signal: NodeJS.Signals = 'SIGTERM') {
  server.child.kill(signal)
  return server.left
}

/** A folder that is removed by cleanUp; for another account when a uid is given. */
export function testFolder(uid?: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mostik-process-'))
  if (uid !== undefined) chownSync(folder, uid, uid)
  folders.push(folder)
  return folder
}

/** Copies a stopped data folder with owners and modes: quicker than making a new database. */
export function copyOfFolder(folder: string): string {
  const copy = testFolder()
  execFileSync('cp', ['-a', `${folder}/.`, copy])
  return copy
}

/** Ends what the tests of this file have left. Call it in afterAll. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...running].map((server) => stopServer(server, 'SIGTERM')))
  for (const folder of folders.splice(0)) {
    for (const pid of databaseProcesses(folder)) killIfThere(pid)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Ends a process at once; gives whether it was still there. Processes of a database end by themselves as well, at any moment. */
export function killIfThere(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

/** Ids of the PostgreSQL processes that work in this data folder (Linux). */
export function databaseProcesses(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`) === path.join(dataDir, 'postgres')
      } catch {
        return false
      }
    })
    .map(Number)
}

/** The master process of the database in this folder. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
