import { type ColumnProfile, TableProfiler } from './column-profile.ts'
import type { Table } from './table.ts'

/** Profiles of all columns, from the whole table or its first `rows`. */
export async function profileTable(table: Table, rows = Number.POSITIVE_INFINITY): Promise<ColumnProfile[]> {
  const profiler = new TableProfiler(table.columns)
  let seen = 0
  for await (const batch of table.rows) {
    profiler.add(batch.slice(0, rows - seen))
    seen += batch.length
    if (seen >= rows) break
  }
  return profiler.profiles()
}
