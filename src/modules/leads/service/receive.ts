import type { Tx } from '#core/db/gate.ts'
import { announce } from '#core/db/changes.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeEmail, normalizePhone } from '#core/files/values.ts'
import { Refusal } from '#core/http/refusal.ts'
import { momentAfter, type ResponseClock } from '../calc/response-clock.ts'
import type { LeadFields, LeadSettings } from '../contract.ts'
import { appendLog, insertLead, type NewLead } from '../data/write-leads.ts'

export interface Contacts {
  phone: string | null
  phoneKey: string | null
  email: string | null
}

/**
 * How a client can be reached, with what it is compared by.
 * @param strict refuses what is no phone and no e-mail; otherwise it stays as it was typed, since a client is never turned away for a slip
 * @throws Refusal PHONE_WRONG, EMAIL_WRONG
 */
export function contactsOf(
  { phone, email }: { phone?: string | null | undefined; email?: string | null | undefined },
  strict: boolean,
): Contacts {
  const number = phone ? normalizePhone(phone) : null
  const address = email ? normalizeEmail(email) : null
  if (strict && number && !number.ok) throw new Refusal('PHONE_WRONG')
  if (strict && address && !address.ok) throw new Refusal('EMAIL_WRONG')
  return {
    phone: phone || null,
    phoneKey: number?.ok ? number.value.key : null,
    email: address?.ok ? address.value : email?.toLowerCase() || null,
  }
}

/** @throws Refusal LEAD_EMPTY when it says nothing about anybody */
export function refuseEmpty({ name, phone, email, text, companyName }: LeadFields): void {
  if (!name && !phone && !email && !text && !companyName) throw new Refusal('LEAD_EMPTY')
}

/** When a lead of this moment is to be answered, and when the head is told. */
export function deadlines(receivedAt: Date, targetMinutes: number, settings: LeadSettings, clock: ResponseClock) {
  return {
    targetMinutes,
    respondBy: momentAfter(receivedAt, targetMinutes, clock),
    escalateAt: momentAfter(receivedAt, targetMinutes + settings.escalateMinutes, clock),
  }
}

type Given = Pick<NewLead, 'channel' | 'receivedAt' | 'targetMinutes' | 'respondBy' | 'escalateAt'> & Partial<NewLead>

/** Writes a new lead with the first line of its log; gives its id. */
export async function takeIn(tx: Tx, workspaceId: string, given: Given, now: Date): Promise<string> {
  const lead: NewLead = {
    id: uuid7(),
    state: 'new',
    formId: null,
    sourceId: null,
    campaign: null,
    utm: {},
    pageUrl: null,
    name: null,
    companyName: null,
    phone: null,
    phoneKey: null,
    email: null,
    text: null,
    region: null,
    product: null,
    consentText: null,
    ownerId: null,
    createdBy: null,
    awaitsTurn: false,
    spamMark: null,
    clientToken: null,
    contentHash: null,
    ...given,
  }
  await insertLead(tx, workspaceId, lead)
  await appendLog(tx, workspaceId, [
    {
      leadId: lead.id,
      at: now,
      kind: lead.state === 'spam' ? 'spam' : 'received',
      actorId: lead.createdBy,
      toPersonId: lead.ownerId,
      details: { channel: lead.channel, ...(lead.spamMark && { mark: lead.spamMark }) },
    },
  ])
  announce(tx, {
    workspaceId,
    topic: 'lead',
    id: lead.id,
    // Nobody's lead concerns all who sell.
    ownerIds: lead.ownerId ? [lead.ownerId] : [],
    byPersonId: lead.createdBy,
  })
  return lead.id
}
