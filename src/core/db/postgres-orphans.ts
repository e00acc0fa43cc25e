import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Ends the PostgreSQL that a killed server left behind on this cluster, so that a new one can start.
 * The caller holds the lock of the data folder: whoever still runs here has lost its master.
 */
export async function stopOrphans(cluster: string): Promise<void> {
  // A start that was interrupted early has left no cluster.
  if (!existsSync(cluster)) return
  // Fast shutdown of the master, then immediate, then the hard way: recovery follows at the next start.
  for (const [signal, waitMs] of [
    ['SIGINT', 4_000],
    ['SIGQUIT', 2_000],
    ['SIGKILL', 3_000],
  ] as const) {
    const orphans = clusterProcesses(cluster)
    if (orphans.length === 0) break
    const master = postmasterPid(cluster)
    const isMasterAlive = orphans.some((pid) => pid === master)
    // Children without a master leave by themselves, unless a long query keeps them from noticing.
    const waitForMs = signal === 'SIGINT' && !isMasterAlive ? 500 : waitMs
    for (const pid of orphans) if (signal !== 'SIGINT' || pid === master) signalTo(pid, signal)
    for (let waited = 0; waited < waitForMs && clusterProcesses(cluster).length > 0; waited += 50) await sleep(50)
  }
  // PostgreSQL does not start while the number in its lock files is in use: by now it may be another program's, or a
  // dead process's that nobody collects (a container without init).
  for (const name of readdirSync(cluster)) {
    if (name !== 'postmaster.pid' && !/^\.s\.PGSQL\.\d+\.lock$/.test(name)) continue
    const stale = pidIn(path.join(cluster, name))
    if (stale !== null && isAlive(stale)) rmSync(path.join(cluster, name), { force: true })
  }
}

/** Ids of the processes that work in this cluster: the postmaster and its children. */
function clusterProcesses(cluster: string): number[] {
  if (process.platform === 'linux') {
    const folder = realpathSync(cluster)
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .filter((name) => worksIn(name, folder))
      .map(Number)
  }
  const pid = postmasterPid(cluster)
  return pid !== null && isAlive(pid) && isPostgres(pid) ? [pid] : []
}

/** PostgreSQL's processes stay in the cluster's folder all their life. */
function worksIn(pid: string, folder: string): boolean {
  try {
    return (
      readlinkSync(`/proc/${pid}/cwd`) === folder && readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
    )
  } catch {
    return false
  }
}

function postmasterPid(cluster: string): number | null {
  return pidIn(path.join(cluster, 'postmaster.pid'))
}

/** The first line of PostgreSQL's lock files; a stand-alone backend writes its number negative. */
function pidIn(file: string): number | null {
  try {
    const pid = Math.abs(Number(readFileSync(file, 'utf8').split('\n')[0]))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isPostgres(pid: number): boolean {
  const windows = process.platform === 'win32'
  const list = windows
    ? spawnSync('tasklist', ['/FI', `PID eq ${pid}`])
    : spawnSync('ps', ['-p', String(pid), '-o', 'comm='])
  return String(list.stdout).includes('postgres')
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has left already.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
