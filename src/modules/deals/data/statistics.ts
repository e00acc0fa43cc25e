import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** So that questions about so many new rows are planned well, by the transaction that writes them too. */
export async function gatherStatistics(tx: Tx): Promise<void> {
  await sql`select gather_statistics()`.execute(tx)
}
