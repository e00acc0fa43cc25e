import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { StartProblem } from '#core/config/start-problem.ts'
import { NEEDED_MB } from './data-folder.ts'
import { type Account, postgresAccount } from './postgres-account.ts'
import { stopOrphans } from './postgres-orphans.ts'
import { POSTGRES_VERSION, postgresBinaries } from './postgres-binaries.ts'

/** The role and the database that the embedded PostgreSQL makes for us; the role owns the database and is no superuser. */
export const OWNER = 'mostik'

export interface Cluster {
  folder: string
  account: Account | null
  binaries: string
  password: string
}

/**
 * Finds or makes the cluster `postgres` in the data folder, with the role and the database `mostik`.
 * An interrupted first start leaves nothing but a temporary folder, which the next start throws away.
 */
export async function openCluster(dataFolder: string): Promise<Cluster> {
  const folder = path.join(dataFolder, 'postgres')
  const account = postgresAccount(folder)
  const binaries = postgresBinaries(account)
  const passwordFile = path.join(dataFolder, 'database-password')
  const kept = existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : ''
  const cluster = { folder, account, binaries, password: kept || randomBytes(24).toString('base64url') }
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith('postgres.new')) rmSync(path.join(dataFolder, name), { recursive: true, force: true })
  }
  if (!kept) writeFileSync(passwordFile, `${cluster.password}\n`, { mode: 0o600 })

  const isNew = !existsSync(folder) || readdirSync(folder).length === 0
  if (isNew) await createCluster(cluster)
  const version = path.join(folder, 'PG_VERSION')
  if (!existsSync(version)) throw new StartProblem('folderNotOurs', { folder })
  const found = readFileSync(version, 'utf8').trim()
  const needed = POSTGRES_VERSION.split('.')[0] ?? ''
  if (found !== needed) throw new StartProblem('clusterVersion', { folder, found, needed })
  await stopOrphans(folder)
  if (!isNew && !kept) await singleUser(cluster, [`alter role ${OWNER} password '${cluster.password}'`])
  return cluster
}

/** Arguments and options to start a program of PostgreSQL in the cluster's folder. */
export function inCluster({ folder, account }: Cluster) {
  // Below a 0700 folder of root the account cannot walk to the cluster, yet it may stand in it.
  const isBehindRoot = account !== null && process.platform === 'linux'
  return {
    folderArguments: ['-D', isBehindRoot ? '/proc/self/cwd' : folder],
    options: { cwd: folder, ...(account && { uid: account.uid, gid: account.gid }) },
  }
}

async function createCluster(cluster: Cluster): Promise<void> {
  const fresh = { ...cluster, folder: `${cluster.folder}.new-${process.pid}` }
  mkdirSync(fresh.folder, { mode: 0o700 })
  chmodSync(fresh.folder, 0o700)
  if (fresh.account) chownSync(fresh.folder, fresh.account.uid, fresh.account.gid)
  // LC_CTYPE must know Cyrillic: pg_trgm finds no letters with plain C. Only Linux has C.UTF-8 everywhere.
  const locale = process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'
  const flags = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`, '--encoding=UTF8']
  // With --auth=trust initdb needs no password file, which the account could not read; nobody connects before pg_hba.conf is ours.
  await runInCluster(fresh, 'initdb', [...flags, '--data-checksums', '--auth=trust', '--username=postgres'])
  writeFileSync(path.join(fresh.folder, 'pg_hba.conf'), HBA)
  await singleUser(fresh, [
    `create role ${OWNER} login createrole createdb password '${cluster.password}'`,
    `create database ${OWNER} owner ${OWNER}`,
  ])
  rmSync(cluster.folder, { recursive: true, force: true })
  renameSync(fresh.folder, cluster.folder)
}

// The superuser has no password, so nobody connects as it.
const HBA = `local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
`

/** Runs statements without a server; the cluster must be at rest. */
async function singleUser(cluster: Cluster, statements: string[]): Promise<void> {
  await runInCluster(cluster, 'postgres', ['postgres'], statements.join('\n'))
}

async function runInCluster(
  cluster: Cluster,
  program: 'initdb' | 'postgres',
  more: string[],
  input = '',
): Promise<void> {
  const { folderArguments, options } = inCluster(cluster)
  const mode = program === 'postgres' ? ['--single'] : []
  const child = spawn(path.join(cluster.binaries, 'bin', program), [...mode, ...folderArguments, ...more], {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const left = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), left])
  // A stand-alone backend goes on after a failed statement and leaves with 0.
  if (code !== 0 || /^(?:ERROR|FATAL|PANIC):|\b(?:ERROR|FATAL|PANIC): {2}/m.test(complained)) {
    throw databaseFailure(cluster.folder, `${said.slice(-500)}${complained.slice(-1500)}`)
  }
}

/** What PostgreSQL said before it left, as a problem a person can act on. */
export function databaseFailure(folder: string, detail: string): StartProblem {
  return /no space left on device/i.test(detail)
    ? new StartProblem('diskFull', { folder, freeMb: 0, neededMb: NEEDED_MB })
    : new StartProblem('databaseFailed', { detail: detail.trim() })
}
