import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Tx } from './gate.ts'

/**
 * Asks with a plan that is made once per connection and kept. For a statement whose plan is the same whatever is asked, and takes longer to make than to
 * carry out: views of many parts under row level security. All three go to the database together.
 */
export async function askWithKeptPlan<Row>(tx: Tx, query: RawBuilder<Row>): Promise<QueryResult<Row>> {
  const [, result] = await Promise.all([
    sql`set local plan_cache_mode = force_generic_plan`.execute(tx),
    query.execute(tx),
    sql`set local plan_cache_mode = auto`.execute(tx),
  ])
  return result
}
