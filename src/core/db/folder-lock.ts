import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem } from '#core/config/start-problem.ts'

/** A process: its number alone is not enough, a container gives the same numbers again after a restart. */
interface Holder {
  pid: number
  startedAt: string
}

/**
 * Takes the folder for this process; a lock whose process is gone (kill -9, power cut) is replaced.
 * @returns a function that gives the folder back
 * @throws StartProblem folderInUse
 */
export function lockFolder(folder: string): () => void {
  const lock = path.join(folder, 'server.lock')
  const own = path.join(folder, `server.lock.${process.pid}`)
  writeFileSync(own, JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Holder))
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(own, lock)) return () => rmSync(lock, { force: true })
      const holder = read(lock)
      if (holder && isRunning(holder)) throw new StartProblem('folderInUse', { folder, pid: holder.pid })
      setAside(lock, holder)
    }
    throw new StartProblem('folderInUse', { folder, pid: read(lock)?.pid ?? 0 })
  } finally {
    rmSync(own, { force: true })
  }
}

/** A link appears at once and complete, so nobody reads half a lock. */
function linked(own: string, lock: string): boolean {
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Removes the dead holder's lock; two starts at once may race here, so what was moved is looked at again. */
function setAside(lock: string, dead: Holder | null): void {
  const aside = `${lock}.dead-${process.pid}`
  try {
    renameSync(lock, aside)
  } catch {
    return
  }
  const moved = read(aside)
  if (moved && moved.pid !== dead?.pid && isRunning(moved)) linked(aside, lock)
  rmSync(aside, { force: true })
}

function read(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    return null
  }
}

function isRunning({ pid, startedAt }: Holder): boolean {
  if (pid === process.pid) return startedAt === startOf(pid)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return startedAt === '' || startedAt === startOf(pid)
}

/** Boot and clock ticks of the process's start (Linux); empty where the system does not tell. */
function startOf(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    // Field 22; the name in field 2 may hold spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return `${boot} ${fields?.[19] ?? ''}`
  } catch {
    return ''
  }
}
