import type { Tx } from '#core/db/gate.ts'
import { deleteDeals } from '../data/rebuilding.ts'
import { changeDeals, type WriteContext } from './change-deals.ts'

/**
 * Takes deals away as if they had never been, with their log, lines and facts: for the revert of an import alone. People put
 * deals into the trash instead.
 * @throws Refusal NOT_FOUND when a deal does not exist for the actor
 */
export async function removeDeals(tx: Tx, context: WriteContext, ids: readonly string[]): Promise<void> {
  // Facts follow the deal into the trash; what is left of it has none.
  await changeDeals(
    tx,
    context,
    ids.map((id) => ({ id, deleted: true })),
  )
  await deleteDeals(tx, context.workspaceId, ids)
}
