import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { lockLeads, updateLead } from '../data/write-leads.ts'
import { demandPresent } from './add-lead.ts'
import { giveTo } from './distribute.ts'
import { isOpenState } from './lead-card.ts'
import { allow } from './lead-commands.ts'

/**
 * Gives leads to a person by hand, all or none; without a person they are put before the rules again, see distribute.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CLOSED, PERSON_GONE
 */
export async function assignLeads(
  tx: Tx,
  by: By,
  { ids, personId }: { ids: readonly string[]; personId: string | null },
): Promise<void> {
  allow(by, 'assign')
  const { workspaceId, personId: actorId } = by.actor
  if (personId) await demandPresent(tx, by, personId)
  const wanted = [...new Set(ids)]
  const leads = await lockLeads(tx, workspaceId, wanted)
  if (leads.length < wanted.length) throw new Refusal('NOT_FOUND')
  if (leads.some(({ state }) => !isOpenState(state))) throw new Refusal('LEAD_CLOSED')
  for (const lead of leads) {
    if (!personId) await updateLead(tx, workspaceId, lead.id, { awaitsTurn: true, toHead: false, returnedBy: [] })
    else if (lead.ownerId !== personId || lead.state === 'returned')
      await giveTo(tx, { workspaceId, now: by.now, actorId }, lead, personId, { how: 'hand' })
  }
}
