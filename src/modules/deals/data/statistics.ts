import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** So that questions about so many new rows are planned well, by the transaction that writes them too. */
export async function gatherStatistics(tx: Tx): Promise<void> {
  await sql`select gather_statistics()`.execute(tx)
}

/**
 * The same for tables alone that are more than twice as large as the planner knows. Whoever fills a table calls it after the first rows: a plan that was made
 * while it was empty may read the whole table for each key, and is kept. Costs next to nothing where nothing has grown.
 */
export async function gatherStatisticsOfGrown(tx: Tx): Promise<void> {
  await sql`select gather_statistics_of_grown()`.execute(tx)
}
