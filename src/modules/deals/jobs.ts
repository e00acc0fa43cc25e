import { sql } from 'kysely'
import { every } from '#core/jobs/every.ts'
import type { Services } from '#core/http/routes.ts'

const FOLD_EVERY_MS = 2_000
/** Some hundredths of a second; of many that wait a tenth, since each portion looks through them for its own. */
const DELTAS_AT_ONCE = 500
const DELTAS_AT_MOST = 20_000

/**
 * Folds the deltas of the totals every two seconds, so that readers have few of them to add up. Readers see the same sums before and
 * after; writers never wait for it. Gives the function that stops it.
 */
export function startFolding({ gate, log }: Services): () => Promise<void> {
  return every(FOLD_EVERY_MS, () => foldTotals(gate), {
    log,
    name: 'totals',
    portion: DELTAS_AT_ONCE,
    isBusy: gate.isBusy,
  })
}

/** Folds one portion of every company's deltas; gives how many were folded. */
export async function foldTotals(gate: Services['gate']): Promise<number> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ folded: number }>`
      -- How many deltas of all companies were folded into the totals?
      select coalesce(sum(fold_totals(workspace_id, greatest(${DELTAS_AT_ONCE}::int, n / 10))), 0)::int as folded
      from (
        select workspace_id, count(*)::int as n from (select workspace_id from total_deltas limit ${DELTAS_AT_MOST * 10}::int) q group by workspace_id
      ) waiting`.execute(tx)
    return rows[0]?.folded ?? 0
  })
}
