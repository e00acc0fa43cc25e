import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import type { BulkQuestion } from '../contract.ts'
import type { BulkTarget } from '../data/bulk-changes.ts'
import { dealQuery, findsNothing } from './deal-query.ts'

/** The deals of a question, under the actor's scope; null: none at all. @throws Refusal FORBIDDEN, FILTER_BAD */
export async function targetOf(
  tx: Tx,
  { actor, now }: By,
  { target }: Pick<BulkQuestion, 'target'>,
): Promise<BulkTarget | null> {
  if ('ids' in target) return { workspaceId: actor.workspaceId, ids: [...new Set(target.ids)] }
  const query = await dealQuery(tx, actor, target.filter, now)
  return findsNothing(query) ? null : { query }
}
