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
const TABLES = {
  deals:
    'id, owner_id, pipeline_id, stage_id, source_id, company_id, loss_reason_id, base_minor, outcome, created_at, closed_at',
  companies: 'id, industry, region',
} as const

/** Copies deals and companies into DuckDB; null where the package is not installed. */
export async function duckOf(raw: pg.Client, workspaceId: string, folder: string): Promise<Duck | null> {
  // The name stands apart, so that the bench also runs without the package.
  const name = '@duckdb/node-api'
  const duck = (await import(name).catch(() => null)) as DuckModule | null
  if (!duck) return null
  const connection = await (await duck.DuckDBInstance.create(':memory:')).connect()
  for (const [table, columns] of Object.entries(TABLES)) {
    const file = path.join(folder, `${table}.csv`)
    await written(raw, workspaceId, table, columns, file)
    await connection.runAndReadAll(
      `create table ${table} as select * from read_csv('${file}', header = true, nullstr = '', sample_size = -1)`,
    )
    rmSync(file)
  }
  return { run: (sql) => connection.runAndReadAll(sql), close: () => connection.closeSync() }
}

async function written(
  raw: pg.Client,
  workspaceId: string,
  table: string,
  columns: string,
  file: string,
): Promise<void> {
  const out = createWriteStream(file)
  out.write(`${columns.replaceAll(' ', '')}\n`)
  await raw.query('begin')
  await raw.query(
    `declare rows no scroll cursor for select ${columns} from ${table} where workspace_id = '${workspaceId}'`,
  )
  for (;;) {
    const { rows } = await raw.query<unknown[]>({ text: `fetch ${ROWS_AT_ONCE} from rows`, rowMode: 'array' })
    if (rows.length === 0) break
    const text = rows.map((row) => row.map(cell).join(',')).join('\n')
    if (!out.write(`${text}\n`)) await new Promise<void>((done) => out.once('drain', () => done()))
  }
  await raw.query('commit')
  out.end()
  await finished(out)
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = value instanceof Date ? value.toISOString() : `${value as string | number}`
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
