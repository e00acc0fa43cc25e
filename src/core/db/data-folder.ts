import { accessSync, constants, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StartProblem } from '#core/config/start-problem.ts'
import { lockFolder } from './folder-lock.ts'

/** Free space below which a start is refused, in MB (2^20 bytes). */
export const NEEDED_MB = 200

export interface DataFolder {
  path: string
  /** Lets another server take the folder. */
  release(): void
}

/**
 * Makes the data folder if it is absent, proves that it can be used, and takes it for this process.
 * @throws StartProblem folderUnusable, diskFull, folderInUse
 */
export function takeDataFolder(folder: string): DataFolder {
  const full = path.resolve(folder)
  try {
    // Others may pass through: the database inside runs as another account when we are root.
    mkdirSync(full, { recursive: true, mode: 0o755 })
    accessSync(full, constants.R_OK | constants.W_OK | constants.X_OK)
    checkFreeSpace(full)
    const probe = path.join(full, `.probe-${process.pid}`)
    writeFileSync(probe, 'x')
    rmSync(probe)
    return { path: full, release: lockFolder(full) }
  } catch (error) {
    throw folderProblem(full, error)
  }
}

function checkFreeSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder)
  const freeMb = Math.floor((bavail * bsize) / 2 ** 20)
  if (freeMb < NEEDED_MB) throw new StartProblem('diskFull', { folder, freeMb, neededMb: NEEDED_MB })
}

/** Turns a failed file operation in the data folder into a sentence; other errors stay as they are. */
export function folderProblem(folder: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new StartProblem('diskFull', { folder, freeMb: 0, neededMb: NEEDED_MB }, error)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
    case 'ELOOP':
    case 'ENAMETOOLONG':
      return new StartProblem('folderUnusable', { folder, reason: code }, error)
    default:
      return error
  }
}
