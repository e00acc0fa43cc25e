import { announce, MANY } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'

/** More than this is an import or a bulk change: whoever looks at deals asks anew. */
const WORTH_NAMING = 20

/** Tells whoever looks at these deals; no work for the database. `ownerIds`: whose each was and is. */
export function announceDeals(
  tx: Tx,
  { workspaceId, byPersonId }: { workspaceId: string; byPersonId: string | null },
  deals: readonly { id: string; ownerIds: readonly (string | null)[] }[],
): void {
  const what = { workspaceId, topic: 'deal', byPersonId }
  if (deals.length <= WORTH_NAMING) announce(tx, ...deals.map((deal) => ({ ...what, ...deal })))
  else announce(tx, { ...what, id: MANY, ownerIds: [...new Set(deals.flatMap(({ ownerIds }) => ownerIds))] })
}
