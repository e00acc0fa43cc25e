import { sql } from 'kysely'
import type { Tx } from './gate.ts'

/**
 * Does a part of a transaction that may fail by itself: then what it has written is undone, and the transaction goes on. What it announces is told all the
 * same, so it announces last. One part at a time.
 * @throws what the part throws
 */
export async function apart<Result>(tx: Tx, part: () => Promise<Result>): Promise<Result> {
  await sql`savepoint part`.execute(tx)
  try {
    const result = await part()
    await sql`release savepoint part`.execute(tx)
    return result
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx)
    throw error
  }
}
