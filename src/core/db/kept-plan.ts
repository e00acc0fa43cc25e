import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Tx } from './gate.ts'

const KEPT = sql`set local plan_cache_mode = force_generic_plan`
const OWN = sql`set local plan_cache_mode = force_custom_plan`
const AS_EVER = sql`set local plan_cache_mode = auto`

/**
 * Asks with a plan that is made once per connection and kept. For a statement whose plan is the same whatever is asked, and takes longer to make than to
 * carry out: views of many parts under row level security. All three go to the database together.
 */
export function askWithKeptPlan<Row>(tx: Tx, query: RawBuilder<Row>): Promise<QueryResult<Row>> {
  return askBetween(tx, KEPT, query)
}

/** Asks with a plan of its own. For a statement whose best plan depends on what is asked: how many people, how rare a stage. */
export function askWithOwnPlan<Row>(tx: Tx, query: RawBuilder<Row>): Promise<QueryResult<Row>> {
  return askBetween(tx, OWN, query)
}

async function askBetween<Row>(tx: Tx, mode: RawBuilder<unknown>, query: RawBuilder<Row>): Promise<QueryResult<Row>> {
  const [, result] = await Promise.all([mode.execute(tx), query.execute(tx), AS_EVER.execute(tx)])
  return result
}
