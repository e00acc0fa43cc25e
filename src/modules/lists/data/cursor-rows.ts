import { type RawBuilder, sql } from 'kysely'
import { MANY_SHAPES } from '#core/db/database.ts'
import type { Tx } from '#core/db/gate.ts'

const AT_ONCE = 1_000

/** The rows of a query a thousand at a time, of one moment, however many there are: for files. One at a time in a transaction. */
export async function* rowsByCursor<Row>(tx: Tx, query: RawBuilder<unknown>): AsyncGenerator<Row> {
  // All rows are wanted, so the quickest way to the last one is.
  await sql`select set_config('cursor_tuple_fraction', '1', true)`.execute(tx)
  await sql`${MANY_SHAPES} declare rows_of_list no scroll cursor for ${query}`.execute(tx)
  try {
    for (;;) {
      const { rows } = await sql.raw<Row>(`fetch ${AT_ONCE} from rows_of_list`).execute(tx)
      yield* rows
      if (rows.length < AT_ONCE) return
    }
  } finally {
    await sql
      .raw('close rows_of_list')
      .execute(tx)
      .catch(() => {})
  }
}
