import { sql } from 'kysely'
import type { Gate } from '#core/db/gate.ts'
import type { Services } from '#core/http/routes.ts'
import { every } from '#core/jobs/every.ts'

const FOLD_EVERY_MS = 2_000
/** Some tenth of a second of the database's time, so that an import's names do not hold up people's questions. */
const RECORDS_AT_ONCE = 2_000

/** Takes new and renamed records into the index of the search every two seconds. Gives the function that stops it. */
export function startIndexing({ gate, log }: Services): () => Promise<void> {
  return every(FOLD_EVERY_MS, () => indexRecords(gate), { log, name: 'search index' })
}

/** Takes one portion; gives how many records it was. */
export async function indexRecords(gate: Gate): Promise<number> {
  return gate.asServer(async (tx) => {
    const { rows } = await sql<{ folded: number }>`select fold_search(${RECORDS_AT_ONCE}::int) as folded`.execute(tx)
    return rows[0]?.folded ?? 0
  })
}
