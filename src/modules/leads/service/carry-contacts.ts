import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { recordHeld } from '#modules/activities/api.ts'
import { contactChannels } from '../contract.ts'
import { logOf } from '../data/lead-card.ts'

/**
 * Contacts that were recorded at a lead stand at its deal too, with their day and words: they count as everybody's, and the deal is not silent. `ownerId`:
 * whose deal it is. Those of people who had the lead before and gave it back stay in its history alone.
 */
export async function carryContacts(
  tx: Tx,
  by: By,
  { leadId, dealId, ownerId }: { leadId: string; dealId: string; ownerId: string },
): Promise<void> {
  const own = new Set([by.actor.personId, ownerId])
  const log = await logOf(tx, by.actor.workspaceId, leadId)
  const held = log.flatMap(({ kind, at, byId, details: { channel, comment } }) => {
    const how = contactChannels.find((one) => one === channel)
    if (kind !== 'contacted' || !how || byId === null || !own.has(byId)) return []
    return [{ kind: how, ownerId: byId, at, result: typeof comment === 'string' ? comment : null }]
  })
  await recordHeld(tx, by, dealId, held)
}
