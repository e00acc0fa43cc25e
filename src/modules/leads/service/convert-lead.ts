import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { createDeal, firstOpenStage } from '#modules/deals/api.ts'
import type { LeadCard } from '../contract.ts'
import { missing } from '../data/missing.ts'
import { appendLog, type LeadChange } from '../data/write-leads.ts'
import { carryContacts } from './carry-contacts.ts'
import { leadCard } from './lead-card.ts'
import { change, firstResponse, seen } from './lead-commands.ts'
import { makeClient } from './make-client.ts'

interface Conversion {
  id: string
  version: number
  title: string
  stageId?: string | undefined
  amountMinor: number
  expectedCloseOn?: string | null | undefined
  companyId?: string | null | undefined
  newCompany?: { name: string; inn?: string | null | undefined } | undefined
  contactId?: string | null | undefined
  newContact?: { fullName: string } | undefined
}

/**
 * Makes a deal of a lead, with the company and the contact where they are not there yet; the deal belongs to whoever works the lead, and what was talked
 * about with the client stands at it.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_CLOSED, REFERENCE_MISSING, STAGE_UNKNOWN, LOSS_REASON_REQUIRED and the refusals of a new company and contact
 */
export async function convertLead(tx: Tx, by: By, input: Conversion) {
  const lead = await seen(tx, by, input.id, input.version)
  const { actor, now } = by
  const client = await makeClient(tx, by, lead, input)
  const stageId = input.stageId ?? (await firstOpenStage(tx, actor.workspaceId))
  const dealId = uuid7()
  // Whoever stands in for another one makes a deal of his own.
  const ownerId = actor.role === 'seller' ? actor.personId : (lead.ownerId ?? actor.personId)
  await createDeal(tx, by, {
    id: dealId,
    title: input.title,
    stageId,
    amountMinor: input.amountMinor,
    expectedCloseOn: input.expectedCloseOn,
    ownerId,
    companyId: client.companyId,
    contactId: client.contactId,
    sourceId: lead.sourceId,
    comment: [lead.product, lead.text].filter(Boolean).join('\n') || null,
  })
  await carryContacts(tx, by, { leadId: lead.id, dealId, ownerId })
  await appendLog(tx, actor.workspaceId, [
    { leadId: lead.id, at: now, kind: 'converted', actorId: actor.personId, details: { deal: dealId } },
  ])
  await change(tx, by, lead, {
    ...(await firstResponse(tx, by, lead)),
    ...client,
    ...closing(by, lead.ownerId),
    dealId,
  })
  return { dealId, ...client }
}

/**
 * Says whose lead this is. A company or a contact is written on it; an open deal takes it in, and the lead is done.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_CLOSED, REFERENCE_MISSING {fields}
 */
export async function attachLead(
  tx: Tx,
  by: By,
  {
    id,
    version,
    companyId,
    contactId,
    dealId,
  }: {
    id: string
    version: number
    companyId?: string | undefined
    contactId?: string | undefined
    dealId?: string | undefined
  },
): Promise<LeadCard> {
  const lead = await seen(tx, by, id, version)
  const { workspaceId, personId } = by.actor
  const list = (one: string | undefined) => (one ? [one] : [])
  const fields = await missing(tx, workspaceId, {
    companyIds: list(companyId),
    contactIds: list(contactId),
    dealIds: list(dealId),
  })
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
  await appendLog(tx, workspaceId, [
    {
      leadId: id,
      at: by.now,
      kind: 'attached',
      actorId: personId,
      details: { company: companyId ?? null, contact: contactId ?? null, deal: dealId ?? null },
    },
  ])
  if (dealId) await carryContacts(tx, by, { leadId: id, dealId, ownerId: lead.ownerId ?? personId })
  await change(tx, by, lead, {
    ...(companyId && { companyId }),
    ...(contactId && { contactId }),
    ...(dealId && { dealId, ...(await firstResponse(tx, by, lead)), ...closing(by, lead.ownerId) }),
  })
  return leadCard(tx, by.actor, id, by.now)
}

function closing({ actor, now }: By, ownerId: string | null): LeadChange {
  return {
    state: 'converted',
    ownerId: ownerId ?? actor.personId,
    closedAt: now,
    awaitsTurn: false,
    toHead: false,
  }
}
