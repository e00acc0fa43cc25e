/**
 * Writes src/core/db/tables.ts, the types of all tables and views, from the catalog of a migrated database.
 * Run it after a change of db/migrations: node scripts/generate-tables.ts
 */
import { writeFileSync } from 'node:fs'
import { inMigratedDatabase } from './migrated-database.ts'

const typeOf: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  date: 'string',
  numeric: 'string',
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  timestamptz: 'Date',
  jsonb: 'Json',
  bytea: 'Buffer',
  _bytea: 'Buffer[]',
  _int2: 'number[]',
  _int4: 'number[]',
  _float8: 'number[]',
  _text: 'string[]',
  _uuid: 'string[]',
}

interface Column {
  schema: string
  table: string
  column: string
  type: string
  nullable: boolean
  generated: boolean
}

const { rows } = await inMigratedDatabase((client) =>
  client.query<Column>(`
  select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type,
         not a.attnotnull and c.relkind = 'r' as nullable, a.atthasdef as generated
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_type t on t.oid = a.atttypid
  where n.nspname in ('public', 'facts', 'auth') and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped and c.relname <> 'migrations'
  order by n.nspname desc, c.relname, a.attnum`),
)

const tables = Map.groupBy(rows, (row) => (row.schema === 'public' ? row.table : `${row.schema}.${row.table}`))
const lines = [...tables].map(([table, columns]) => {
  const fields = columns.map(({ column, type, nullable, generated }) => {
    const plain = `${typeOf[type] ?? 'unknown'}${nullable ? ' | null' : ''}`
    return `    ${column}: ${generated ? (type === 'jsonb' ? 'GeneratedJson' : `Generated<${plain}>`) : plain}`
  })
  return `  '${table}': {\n${fields.join('\n')}\n  }`
})
writeFileSync(
  new URL('../src/core/db/tables.ts', import.meta.url),
  `// Generated from the database by scripts/generate-tables.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

export interface Tables {\n${lines.join('\n')}\n}\n`,
)
