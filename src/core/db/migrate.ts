import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { StartProblem } from '#core/config/start-problem.ts'
import { type Connection, withClient } from './connection.ts'
import { NEEDED_MB } from './data-folder.ts'
import { checkLetters, checkRights } from './database-check.ts'
import { standInForNewer } from './older-server.ts'

/** Folder of the numbered SQL files: 0001_ground.sql, 0002_org.sql … */
export const MIGRATIONS = path.resolve(import.meta.dirname, '../../../db/migrations')

export interface Migration {
  version: number
  /** File name without folder. */
  name: string
  checksum: string
  /** Checksums of the files that did the same before this one: itself before it was mended, or several that it has taken in. The file says so by itself. */
  former: string[][]
  sql: string
}

const FORMER = /^-- Does the same as when it was ([0-9a-f]{64}(?: then [0-9a-f]{64})*)/gm

const DISK_FULL = '53100'

/** Any number will do as long as it is ours: two servers that start at once must not migrate together. */
const ADVISORY_LOCK = 7_042_518

/**
 * Brings the database to the newest version. Each file runs in one transaction together with its row in `migrations`.
 * @returns names of the files applied now
 * @throws StartProblem databaseForeign, databaseNewer, databaseRights, databaseLetters, migrationChanged, migrationFailed; the database is as it was
 */
export async function migrate(connection: Connection, folder: string = MIGRATIONS): Promise<string[]> {
  const known = readMigrations(folder)
  return withClient(connection, async (client) => {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
    const applied = await appliedMigrations(client)
    const passed = checkHistory(applied ?? [], known)
    const waiting = known.slice(passed)
    if (waiting.length > 0) await checkRights(client)
    if (!applied) {
      await checkLetters(client)
      await client.query(JOURNAL)
    }
    const last = known[passed - 1]
    if (last && applied && applied.length > passed)
      await client.query(NOTE_TAKEN_IN, [last.version, last.name, last.checksum])
    if (waiting.length > 0) await standInForNewer(client)
    for (const migration of waiting) await apply(client, migration)
    if (waiting.length > 0) await client.query(TELL_PLANNER)
    return waiting.map(({ name }) => name)
  })
}

/** @throws Error when numbers repeat, are missing or a name does not fit: a mistake of ours, not of the installation */
export function readMigrations(folder: string = MIGRATIONS): Migration[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return names.toSorted().map((name, index) => {
    const version = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
    if (version !== index + 1) throw new Error(`${name}: number ${index + 1} is expected here, as 0001_name.sql`)
    const sql = readFileSync(path.join(folder, name), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const former = [...sql.matchAll(FORMER)].map(([, files = '']) => files.split(' then '))
    return { version, name, sql, checksum, former }
  })
}

type Applied = Pick<Migration, 'version' | 'name' | 'checksum'>

/** @returns null for an empty database */
async function appliedMigrations(client: pg.Client): Promise<Applied[] | null> {
  const { rows: columns } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = 'migrations'`,
  )
  const isOurs = ['version', 'name', 'checksum', 'applied_at'].every((name) => columns.some((one) => one.name === name))
  if (isOurs) {
    const { rows } = await client.query<Applied>(
      'select version, name, checksum from public.migrations order by version',
    )
    return rows
  }
  const { rows: tables } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1 limit 3`,
  )
  if (tables.length > 0) throw new StartProblem('databaseForeign', { tables: tables.map(({ name }) => name) })
  return null
}

/** Of tables that migrations have made. Tests migrate folders of their own, which do not have it. */
const TELL_PLANNER = `do $$ begin if to_regprocedure('public.expect_one_company()') is not null then call public.expect_one_company(); end if; end $$`

// The journal is nobody's data, but no table goes without row security; only the owner sees it.
const JOURNAL = `
  begin;
  create table public.migrations (
    version integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  );
  alter table public.migrations enable row level security;
  alter table public.migrations force row level security;
  create policy owner_only on public.migrations to current_user using (true) with check (true);
  commit;
`

/** What a file has taken in was the newest when it was applied: nothing stands behind it in the journal. */
const NOTE_TAKEN_IN = `
  with gone as (delete from public.migrations where version > $1)
  update public.migrations set name = $2, checksum = $3 where version = $1`

/**
 * Compares the journal, row by row, with the files or what they were before.
 * @returns how many of the known migrations are applied
 */
function checkHistory(applied: Applied[], known: Migration[]): number {
  let row = 0
  let passed = 0
  while (row < applied.length) {
    const file = known[passed]
    if (!file) throw new StartProblem('databaseNewer', { found: applied.at(-1)?.version ?? 0, known: known.length })
    const found = [[file.checksum], ...file.former].find((files) => startsWith(applied.slice(row), files))
    if (!found) throw new StartProblem('migrationChanged', { file: file.name })
    row += found.length
    passed += 1
  }
  return passed
}

const startsWith = (rows: Applied[], files: string[]): boolean =>
  files.every((checksum, index) => rows[index]?.checksum === checksum)

async function apply(client: pg.Client, { version, name, checksum, sql }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(sql)
    await client.query('insert into public.migrations (version, name, checksum) values ($1, $2, $3)', [
      version,
      name,
      checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    const { code, message, position } = error as pg.DatabaseError
    if (code === DISK_FULL)
      throw new StartProblem('diskFull', { folder: 'PostgreSQL', freeMb: 0, neededMb: NEEDED_MB }, error)
    const line = position ? `, ${name}:${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new StartProblem('migrationFailed', { file: name, reason: `${message}${line}` }, error)
  }
}
