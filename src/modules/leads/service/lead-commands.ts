import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { waitedMinutes } from '../calc/response-clock.ts'
import type { LeadCard, LeadFields } from '../contract.ts'
import { missing } from '../data/missing.ts'
import { appendLog, holderOf, type LeadChange, lockLeads, type LockedLead, updateLead } from '../data/write-leads.ts'
import { can, type LeadAction } from '../policy.ts'
import { isOpenState, leadCard, seesUnassigned } from './lead-card.ts'
import { contactsOf, refuseEmpty } from './receive.ts'
import { clockOf, settingsOf } from './settings-of.ts'

/**
 * Takes a lead to work. Of two who take it at once the second is told by whom it is taken.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_TAKEN {name}, LEAD_CLOSED
 */
export async function acceptLead(tx: Tx, by: By, id: string): Promise<LeadCard> {
  const lead = await ofMineToTake(tx, by, id)
  if (!(lead.state === 'accepted' && lead.ownerId === by.actor.personId)) await take(tx, by, lead)
  return leadCard(tx, by.actor, id, by.now)
}

/**
 * Records a contact with the client; the first one stops the clock. Whoever contacts a lead that nobody works has taken it.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_TAKEN {name}, LEAD_CLOSED
 */
export async function contactLead(
  tx: Tx,
  by: By,
  { id, channel, comment }: { id: string; channel: string; comment?: string | undefined },
): Promise<LeadCard> {
  const lead = await locked(tx, by, id)
  if (lead.state !== 'accepted') await take(tx, by, await ofMineToTake(tx, by, id))
  await appendLog(tx, by.actor.workspaceId, [
    {
      leadId: id,
      at: by.now,
      kind: 'contacted',
      actorId: by.actor.personId,
      details: { channel, comment: comment || null },
    },
  ])
  await change(tx, by, lead, await firstResponse(tx, by, lead))
  return leadCard(tx, by.actor, id, by.now)
}

export interface Reasoned {
  id: string
  version: number
  reason: string
  comment?: string | undefined
}

/**
 * Gives a lead back with a reason; who gets it next is decided afterwards, see distribute.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_CLOSED
 */
export async function giveBackLead(
  tx: Tx,
  by: By,
  { id, version, reason, comment, to }: Reasoned & { to: 'next' | 'head' },
): Promise<void> {
  const lead = await seen(tx, by, id, version)
  const { personId } = by.actor
  const from = lead.ownerId
  // The log first: the lead may be out of the actor's sight afterwards.
  await appendLog(tx, by.actor.workspaceId, [
    {
      leadId: id,
      at: by.now,
      kind: 'returned',
      actorId: personId,
      fromPersonId: from,
      details: { reason, comment: comment || null, to },
    },
  ])
  const returnedBy = [...new Set([...lead.returnedBy.filter((one) => one !== (from ?? personId)), from ?? personId])]
  await change(tx, by, lead, {
    state: 'returned',
    ownerId: null,
    departmentId: null,
    acceptedAt: null,
    reason,
    comment: comment || null,
    returnCount: lead.returns + 1,
    returnedBy,
    awaitsTurn: true,
    toHead: to === 'head',
  })
}

/**
 * Closes a lead that is no deal. Spam takes no part in the figures; any other rejection is an answer.
 * @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_CLOSED
 */
export async function rejectLead(
  tx: Tx,
  by: By,
  { id, version, reason, comment, spam }: Reasoned & { spam: boolean },
): Promise<LeadCard> {
  const lead = await seen(tx, by, id, version)
  await appendLog(tx, by.actor.workspaceId, [
    {
      leadId: id,
      at: by.now,
      kind: spam ? 'spam' : 'rejected',
      actorId: by.actor.personId,
      details: { reason, comment: comment || null },
    },
  ])
  await change(tx, by, lead, {
    ...(spam ? {} : await firstResponse(tx, by, lead)),
    state: spam ? 'spam' : 'rejected',
    ownerId: lead.ownerId ?? by.actor.personId,
    closedAt: by.now,
    reason,
    comment: comment || null,
    spamMark: spam ? 'person' : null,
    awaitsTurn: false,
  })
  return leadCard(tx, by.actor, id, by.now)
}

/** Opens a rejected lead again, or one that was taken for spam. @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_OPEN */
export async function restoreLead(tx: Tx, by: By, { id, version }: { id: string; version: number }): Promise<LeadCard> {
  allow(by, 'work')
  const lead = await locked(tx, by, id)
  if (lead.version !== version) throw new Refusal('LEAD_CHANGED', { version: lead.version })
  if (lead.state !== 'rejected' && lead.state !== 'spam') throw new Refusal('LEAD_OPEN')
  await appendLog(tx, by.actor.workspaceId, [
    { leadId: id, at: by.now, kind: 'restored', actorId: by.actor.personId, toPersonId: lead.ownerId },
  ])
  const back = { closedAt: null, reason: null, comment: null, spamMark: null }
  await change(tx, by, lead, {
    ...back,
    state: lead.ownerId ? 'accepted' : 'new',
    // What the guard kept apart has not been given to anybody yet.
    awaitsTurn: lead.ownerId === null,
    ...(lead.ownerId && { acceptedAt: lead.acceptedAt ?? by.now }),
  })
  return leadCard(tx, by.actor, id, by.now)
}

/** Changes what a lead says. @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_EMPTY, PHONE_WRONG, EMAIL_WRONG, REFERENCE_MISSING */
export async function editLead(
  tx: Tx,
  by: By,
  { id, version, ...fields }: LeadFields & { id: string; version: number },
): Promise<LeadCard> {
  allow(by, 'work')
  const lead = await locked(tx, by, id)
  if (lead.version !== version) throw new Refusal('LEAD_CHANGED', { version: lead.version })
  const after = { ...lead, ...defined(fields) }
  refuseEmpty(after)
  await demandSource(tx, by.actor.workspaceId, fields.sourceId)
  const contacts = fields.phone !== undefined || fields.email !== undefined ? contactsOf(after, true) : {}
  const changed = Object.keys(defined(fields)).filter(
    (name) => lead[name as keyof LockedLead] !== after[name as keyof LockedLead],
  )
  await appendLog(tx, by.actor.workspaceId, [
    { leadId: id, at: by.now, kind: 'edited', actorId: by.actor.personId, details: { fields: changed.join(', ') } },
  ])
  await change(tx, by, lead, { ...defined(fields), ...contacts })
  return leadCard(tx, by.actor, id, by.now)
}

/** @throws Refusal REFERENCE_MISSING */
export async function demandSource(tx: Tx, workspaceId: string, sourceId: string | null | undefined): Promise<void> {
  const fields = await missing(tx, workspaceId, { sourceIds: sourceId ? [sourceId] : [] })
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields: ['sourceId'] })
}

/** The lead of a command that wants it open and as it was read. @throws Refusal FORBIDDEN, NOT_FOUND, LEAD_CHANGED, LEAD_CLOSED */
export async function seen(tx: Tx, by: By, id: string, version: number): Promise<LockedLead> {
  allow(by, 'work')
  const lead = await locked(tx, by, id)
  if (!isOpenState(lead.state)) throw new Refusal('LEAD_CLOSED')
  if (lead.version !== version) throw new Refusal('LEAD_CHANGED', { version: lead.version })
  return lead
}

/** What stops the clock; nothing when it stands already. */
export async function firstResponse(tx: Tx, { actor, now }: By, lead: LockedLead): Promise<LeadChange> {
  if (lead.respondedAt) return {}
  const settings = await settingsOf(tx, actor.workspaceId, actor.language)
  const clock = await clockOf(tx, actor.workspace.timeZone, settings)
  return { respondedAt: now, responseMinutes: waitedMinutes(lead.receivedAt, now, clock) }
}

/** Writes a change of an open lead and tells who looks at it. */
export async function change(tx: Tx, { actor }: By, lead: LockedLead, written: LeadChange): Promise<void> {
  const { workspaceId, personId } = actor
  await updateLead(tx, workspaceId, lead.id, written)
  const owners = [lead.ownerId, written.ownerId === undefined ? lead.ownerId : written.ownerId]
  announce(tx, {
    workspaceId,
    topic: 'lead',
    id: lead.id,
    // Nobody's lead concerns all who sell.
    ownerIds: owners.includes(null) ? [] : owners,
    byPersonId: personId,
  })
}

export function allow({ actor }: By, action: LeadAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

async function locked(tx: Tx, by: By, id: string): Promise<LockedLead> {
  allow(by, 'work')
  const { workspaceId, language } = by.actor
  const [lead] = await lockLeads(tx, workspaceId, [id])
  if (!lead) {
    const holder = await holderOf(tx, workspaceId, id)
    throw holder ? new Refusal('LEAD_TAKEN', holder) : new Refusal('NOT_FOUND')
  }
  if (lead.ownerId === null && by.actor.role === 'seller') {
    const { takeFreely } = await settingsOf(tx, workspaceId, language)
    if (!seesUnassigned(by.actor, takeFreely)) throw new Refusal('NOT_FOUND')
  }
  return lead
}

async function ofMineToTake(tx: Tx, by: By, id: string): Promise<LockedLead> {
  const lead = await locked(tx, by, id)
  if (!isOpenState(lead.state)) throw new Refusal('LEAD_CLOSED')
  if (lead.state === 'accepted' && lead.ownerId !== by.actor.personId)
    throw new Refusal('LEAD_TAKEN', { name: lead.ownerName })
  return lead
}

async function take(tx: Tx, by: By, lead: LockedLead): Promise<void> {
  const { workspaceId, personId } = by.actor
  await change(tx, by, lead, {
    state: 'accepted',
    ownerId: personId,
    departmentId: null,
    assignedAt: by.now,
    acceptedAt: by.now,
    awaitsTurn: false,
    toHead: false,
  })
  await appendLog(tx, workspaceId, [
    {
      leadId: lead.id,
      at: by.now,
      kind: 'accepted',
      actorId: personId,
      fromPersonId: lead.ownerId,
      toPersonId: personId,
    },
  ])
}

type Given<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

function defined<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>
}
