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

/**
 * Proves that the cells by owner alone are the sums of the cells by owner and all else, and puts right what is not: cells that were not there, and cells that
 * were wrong. Runs as the server, in one transaction.
 */
export async function checkOwnerCells(
  tx: Tx,
  workspaceId: string,
): Promise<{ table: string; missing: number; wrong: number }> {
  await sql`select pg_advisory_xact_lock(hashtext('cohorts_fold' || ${workspaceId}))`.execute(tx)
  const sums = sql`
    select month, owner_id, outcome, case when outcome = 'won' then age else -1 end::smallint as age, sum(n)::bigint as n, sum(known)::bigint as known, sum(money)::bigint as money
    from cohorts_cells where workspace_id = ${workspaceId}::uuid group by 1, 2, 3, 4 having sum(n) <> 0 or sum(known) <> 0 or sum(money) <> 0`
  const kept = sql`
    select month, owner_id, outcome, age, n, known, money from cohorts_owner_cells
    where workspace_id = ${workspaceId}::uuid and (n <> 0 or known <> 0 or money <> 0)`
  const { rows } = await sql<{ missing: number; wrong: number }>`
    -- How many cells of owners are not the sums of their parts?
    select (select count(*)::int from (${sums} except all ${kept}) more) as missing, (select count(*)::int from (${kept} except all ${sums}) less) as wrong`.execute(
    tx,
  )
  const { missing, wrong } = rows[0] ?? { missing: 0, wrong: 0 }
  if (missing + wrong > 0) {
    await sql`delete from cohorts_owner_cells where workspace_id = ${workspaceId}::uuid`.execute(tx)
    await sql`
      insert into cohorts_owner_cells (workspace_id, month, owner_id, outcome, age, n, known, money)
      select ${workspaceId}::uuid, s.* from (${sums}) s`.execute(tx)
  }
  return { table: 'owner_cells', missing, wrong }
}
