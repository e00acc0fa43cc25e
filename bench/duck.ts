import { createWriteStream, rmSync } from 'node:fs'
import path from 'node:path'
import { finished } from 'node:stream/promises'
import type pg from 'pg'

/** A column store in memory over the same rows as the database. */
export interface Duck {
  run(sql: string): Promise<unknown>
  close(): void
}

interface DuckModule {
  DuckDBInstance: {
    create(
      path: string,
    ): Promise<{ connect(): Promise<{ runAndReadAll(sql: string): Promise<unknown>; closeSync(): void }> }>
  }
}

const ROWS_AT_ONCE = 50_000
const ID = 'uuid'
const MOMENT = 'timestamptz'
/** What is copied, with its types: ids are numbers to a column store, and compared as quickly. */
const TABLES: Record<string, Record<string, string>> = {
  deals: {
    id: ID,
    owner_id: ID,
    pipeline_id: ID,
    stage_id: ID,
    source_id: ID,
    company_id: ID,
    loss_reason_id: ID,
    loss_competitor_id: ID,
    base_minor: 'bigint',
    outcome: 'varchar',
    created_at: MOMENT,
    closed_at: MOMENT,
  },
  companies: { id: ID, industry: 'varchar', region: 'varchar' },
  stages: { id: ID, pipeline_id: ID, meaning: 'varchar', position: 'integer' },
  stage_changes: { deal_id: ID, seq: 'integer', pipeline_id: ID, to_stage_id: ID, occurred_at: MOMENT, owner_id: ID },
  losses_rivals: { deal_id: ID, competitor_id: ID },
  spend: { source_id: ID, day: 'date', base_minor: 'bigint' },
}

/** Copies the written rows that pages scan into DuckDB; null where the package is not installed. */
export async function duckOf(raw: pg.Client, workspaceId: string, folder: string): Promise<Duck | null> {
  // The name stands apart, so that the bench also runs without the package.
  const name = '@duckdb/node-api'
  const duck = (await import(name).catch(() => null)) as DuckModule | null
  if (!duck) return null
  const connection = await (await duck.DuckDBInstance.create(':memory:')).connect()
  for (const [table, columns] of Object.entries(TABLES)) {
    const file = path.join(folder, `${table}.csv`)
    await written(raw, workspaceId, table, columns, file)
    const types = Object.entries(columns).map(([column, type]) => `${column} ${type}`)
    const read = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`)
    await connection.runAndReadAll(`create table ${table} (${types.join(', ')})`)
    await connection.runAndReadAll(
      `insert into ${table} select * from read_csv('${file}', auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {${read.join(', ')}})`,
    )
    rmSync(file)
  }
  return { run: (sql) => connection.runAndReadAll(sql), close: () => connection.closeSync() }
}

/** The rows as lines of a file, made by the database: a million of them are no objects of ours. */
async function written(
  raw: pg.Client,
  workspaceId: string,
  table: string,
  columns: Record<string, string>,
  file: string,
): Promise<void> {
  const cells = Object.entries(columns).map(([column, type]) =>
    type === 'varchar' ? `'"' || replace(${column}, '"', '""') || '"'` : `${column}::text`,
  )
  const out = createWriteStream(file)
  await raw.query('begin')
  await raw.query(
    `declare rows no scroll cursor for select ${cells.map((cell) => `coalesce(${cell}, '')`).join(` || ',' || `)} from ${table}
     where workspace_id = '${workspaceId}'`,
  )
  for (;;) {
    const { rows } = await raw.query<[string]>({ text: `fetch ${ROWS_AT_ONCE} from rows`, rowMode: 'array' })
    if (rows.length === 0) break
    if (!out.write(`${rows.map(([line]) => line).join('\n')}\n`))
      await new Promise<void>((done) => out.once('drain', () => done()))
  }
  await raw.query('commit')
  out.end()
  await finished(out)
}
