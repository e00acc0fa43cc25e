import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { normalizePhone } from '#core/files/values.ts'
import { type ResponseClock, waitedMinutes } from '../calc/response-clock.ts'
import type { LeadCard, LeadRow, Twins } from '../contract.ts'
import {
  leadById,
  type LeadCardLine,
  logOf,
  type LogLine,
  openDealsOf,
  twinCompanies,
  twinContacts,
  twinLeads,
} from '../data/lead-card.ts'
import { type LeadLine, OPEN_STATES } from '../data/lead-rows.ts'
import { can } from '../policy.ts'
import { clockOf, settingsOf } from './settings-of.ts'

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
const moment = (date: Date | null) => date?.toISOString() ?? null
export const isOpenState = (state: string): boolean => (OPEN_STATES as readonly string[]).includes(state)

/** A line of the inbox; `now` decides how long it waits. */
export function leadRow(lead: LeadLine, clock: ResponseClock, now: Date): LeadRow {
  const runs = lead.respondedAt === null && isOpenState(lead.state)
  const until = lead.respondedAt ?? (runs ? now : lead.receivedAt)
  return {
    id: lead.id,
    state: lead.state,
    channel: lead.channel,
    name: lead.name,
    companyName: lead.companyName,
    phone: lead.phone,
    email: lead.email,
    text: lead.text,
    region: lead.region,
    product: lead.product,
    source: named(lead.sourceId, lead.sourceName),
    form: named(lead.formId, lead.formName),
    campaign: lead.campaign,
    owner: named(lead.ownerId, lead.ownerName),
    department: named(lead.departmentId, lead.departmentName),
    receivedAt: lead.receivedAt.toISOString(),
    acceptedAt: moment(lead.acceptedAt),
    respondedAt: moment(lead.respondedAt),
    respondBy: lead.respondBy.toISOString(),
    targetMinutes: lead.targetMinutes,
    waitedMinutes: lead.responseMinutes ?? waitedMinutes(lead.receivedAt, until, clock),
    late: lead.respondedAt ? lead.respondedAt > lead.respondBy : runs && now > lead.respondBy,
    waits: lead.awaitsTurn,
    returns: lead.returns,
    repeats: lead.repeats,
    version: lead.version,
  }
}

/** One lead with its log and its likely clients. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function leadCard(tx: Tx, actor: Actor, id: string, now: Date): Promise<LeadCard> {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { workspaceId, workspace } = actor
  const lead = await leadById(tx, workspaceId, id)
  const settings = await settingsOf(tx, workspaceId, actor.language)
  if (!lead || (lead.ownerId === null && !seesUnassigned(actor, settings.takeFreely))) throw new Refusal('NOT_FOUND')
  const clock = await clockOf(tx, workspace.timeZone, settings)
  const open = isOpenState(lead.state)
  const work = can(actor, 'work') && !actor.readOnly
  return {
    ...leadRow(lead, clock, now),
    utm: lead.utm,
    pageUrl: lead.pageUrl,
    consentText: lead.consentText,
    reason: lead.reason,
    comment: lead.comment,
    spamMark: lead.spamMark,
    createdBy: named(lead.createdById, lead.createdByName),
    company: named(lead.companyId, lead.linkedCompany),
    contact: named(lead.contactId, lead.linkedContact),
    deal: lead.dealId && lead.dealTitle !== null ? { id: lead.dealId, title: lead.dealTitle } : null,
    log: (await logOf(tx, workspaceId, id)).map(logEntry),
    twins: open ? await twinsOf(tx, actor, lead) : { companies: [], contacts: [], deals: [], leads: [] },
    may: {
      accept: work && open && !(lead.state === 'accepted' && lead.ownerId === actor.personId),
      work: work && open,
      assign: can(actor, 'assign') && open && !actor.readOnly,
      edit: work && open,
      restore: work && (lead.state === 'rejected' || lead.state === 'spam'),
    },
  }
}

/** Whether leads that nobody has are before this person at all. */
export function seesUnassigned({ role }: { role: string }, takeFreely: boolean): boolean {
  return role !== 'seller' || takeFreely
}

async function twinsOf(tx: Tx, { workspaceId }: Actor, lead: LeadCardLine): Promise<Twins> {
  const phone = lead.phone ? normalizePhone(lead.phone) : null
  const key = phone?.ok ? phone.value.key : null
  const companies = await twinCompanies(tx, workspaceId, key, lead.email)
  const contacts = await twinContacts(tx, workspaceId, key, lead.email)
  const deals = await openDealsOf(
    tx,
    workspaceId,
    companies.map(({ id }) => id),
    [...companies.flatMap(({ contactId }) => contactId ?? []), ...contacts.map(({ id }) => id)],
  )
  const before = await twinLeads(tx, workspaceId, lead.id, key, lead.email)
  return {
    companies: companies.map((one) => ({
      id: one.id,
      name: one.name,
      owner: named(one.ownerId, one.ownerName),
      contact: named(one.contactId, one.contactName),
      by: one.sign,
    })),
    contacts: contacts.map(({ id, name, ownerId, ownerName }) => ({ id, name, owner: named(ownerId, ownerName) })),
    deals: deals.map(({ ownerId, ownerName, ...deal }) => ({ ...deal, owner: named(ownerId, ownerName) })),
    leads: before.map(({ ownerId, ownerName, receivedAt, ...one }) => ({
      ...one,
      receivedAt: receivedAt.toISOString(),
      owner: named(ownerId, ownerName),
    })),
  }
}

function logEntry({ id, at, kind, details, ...who }: LogLine) {
  return {
    id,
    at: at.toISOString(),
    kind,
    by: named(who.byId, who.byName),
    from: named(who.fromId, who.fromName),
    to: named(who.toId, who.toName),
    details,
  }
}
