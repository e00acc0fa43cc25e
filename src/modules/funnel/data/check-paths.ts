import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

const WAYS = 'pipeline_id, month, known, variant, outcome, last_stage_id, n, money'
const MOVES = 'pipeline_id, month, from_stage_id, to_stage_id, bucket, n'
const LENGTHS = 'pipeline_id, month, variant, bucket, n'
const WINDOWS = 'pipeline_id, window_days, strict, month, outcome, stage_id, known, n, money'

/** All four totals as rows of one shape; what has come to nothing is no row. */
function totals(workspaceId: string): RawBuilder<unknown> {
  const of = (table: string, columns: string, rest: string) => sql`
    select ${table} as total, row(${sql.raw(columns)})::text as cell from ${sql.raw(table)} where workspace_id = ${workspaceId}::uuid and ${sql.raw(rest)}`
  return sql`${of('funnel_way_totals', WAYS, '(n <> 0 or money <> 0)')} union all ${of('funnel_move_totals', MOVES, 'n <> 0')}
    union all ${of('funnel_length_totals', LENGTHS, 'n <> 0')}
    union all ${of('funnel_window_totals', WINDOWS, '(n <> 0 or money <> 0)')}`
}

/**
 * Proves that the totals of the ways of a company are what its ways give, and puts right what is not: rows that were not there, and rows that were wrong.
 * Runs as the server, in one transaction.
 */
export async function checkPathTotals(
  tx: Tx,
  workspaceId: string,
): Promise<{ table: string; missing: number; wrong: number }> {
  await sql`create temporary table paths_before on commit drop as ${totals(workspaceId)}`.execute(tx)
  await sql`select count_path_totals(${workspaceId}::uuid)`.execute(tx)
  const { rows } = await sql<{ missing: number; wrong: number }>`
    -- How many rows of the totals were not what the ways give?
    with now as materialized (${totals(workspaceId)})
    select (select count(*)::int from (select * from now except all select * from paths_before) more) as missing,
           (select count(*)::int from (select * from paths_before except all select * from now) less) as wrong`.execute(
    tx,
  )
  return { table: 'path_totals', missing: rows[0]?.missing ?? 0, wrong: rows[0]?.wrong ?? 0 }
}
