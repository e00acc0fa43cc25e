import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Takes one portion of every company's waiting cells and clients into the tables; gives how much it took. As the server. */
export async function foldCohorts(tx: Tx, most: number): Promise<number> {
  const { rows } = await sql<{ folded: number }>`
    -- How many waiting cells and clients of all companies were taken in?
    select coalesce(sum(cohorts_fold(workspace_id, ${most}::int)), 0)::int as folded
    from (select workspace_id from cohorts_deltas union select workspace_id from cohorts_queue) waiting`.execute(tx)
  return rows[0]?.folded ?? 0
}
