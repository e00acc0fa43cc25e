import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { checkCustom } from '#modules/fields/api.ts'
import { changesBetween } from '../calc/changes.ts'
import type { Contact, ContactCard, ContactChanges, NewContactFields } from '../contract.ts'
import { missingReferences } from '../data/companies.ts'
import { contactById, type ContactRecord, type ContactValues, insertContact, updateContact } from '../data/contacts.ts'
import { dealSums } from '../data/deals-of-client.ts'
import { insertEdits } from '../data/edits.ts'
import { allow, mayWith, named, originOf } from './by.ts'
import { allowReassign, refuseMerged } from './companies.ts'
import { refuseConflict } from './conflicts.ts'
import { givenFields, readContact } from './read-values.ts'

/** The card of a contact. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getContact(tx: Tx, actor: Actor, id: string): Promise<ContactCard> {
  allow(actor, 'readContacts')
  const contact = await contactById(tx, actor.workspaceId, id)
  if (!contact) throw new Refusal('NOT_FOUND')
  return contactCard(tx, actor, contact)
}

async function contactCard(tx: Tx, actor: Actor, contact: ContactRecord): Promise<ContactCard> {
  const { id, ownerId, externalSource, externalId, phones, emails } = contact
  return {
    id,
    fullName: contact.fullName,
    jobTitle: contact.jobTitle,
    company: named(contact.companyId, contact.companyName),
    owner: named(ownerId, contact.ownerName),
    phones: phones.map(({ number, note }) => ({ number, note })),
    emails,
    phone: phones[0]?.number ?? null,
    email: emails[0]?.email ?? null,
    links: contact.links,
    tags: contact.tags,
    comment: contact.comment,
    consents: contact.consents,
    custom: contact.custom,
    mergedInto: named(contact.mergedInto, contact.mergedName),
    external: externalSource && externalId ? { source: externalSource, id: externalId } : null,
    createdAt: contact.createdAt.toISOString(),
    updatedAt: contact.updatedAt.toISOString(),
    deletedAt: contact.deletedAt?.toISOString() ?? null,
    erasedAt: contact.erasedAt?.toISOString() ?? null,
    version: contact.version,
    deals: await dealSums(tx, actor.workspaceId, 'contact', id),
    may: { ...mayWith(actor, ownerId), ...(contact.erasedAt && { edit: false, reassign: false, merge: false }) },
  }
}

const BLANK: ContactValues = {
  fullName: '',
  jobTitle: null,
  companyId: null,
  phones: [],
  emails: [],
  links: [],
  tags: [],
  comment: null,
  consents: {},
  ownerId: null,
  custom: {},
}

/** Adds a contact, owned by the given person or by the actor. @throws Refusal FORBIDDEN, NOT_FOUND, PHONE_WRONG, EMAIL_WRONG, REFERENCE_MISSING */
export async function addContact(tx: Tx, actor: Actor, fields: NewContactFields): Promise<Contact> {
  allow(actor, 'edit')
  const { workspaceId, personId } = actor
  const values = { ...BLANK, ownerId: personId, ...readContact(fields), fullName: fields.fullName }
  values.custom = await checkCustom(tx, workspaceId, 'contact', {}, fields.custom ?? {})
  await checkReferences(tx, actor, values)
  if (values.ownerId !== personId) allowReassign(actor, null, values.ownerId)
  const id = uuid7()
  await insertContact(tx, workspaceId, id, values, personId)
  announceContact(tx, actor, id, [values.ownerId])
  const { fullName, jobTitle, companyId, phones, emails } = values
  return {
    id,
    companyId,
    fullName,
    jobTitle,
    phone: phones[0]?.number ?? null,
    email: emails[0]?.email ?? null,
    version: 1,
  }
}

/**
 * Changes fields of a contact and writes down what was changed.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_CHANGED {version, current}, CLIENT_MERGED, PHONE_WRONG, EMAIL_WRONG, REFERENCE_MISSING
 */
export async function editContact(
  tx: Tx,
  actor: Actor,
  { id, version, ...changes }: ContactChanges & { id: string; version: number },
): Promise<ContactCard> {
  allow(actor, 'edit')
  const { workspaceId } = actor
  const contact = await contactById(tx, workspaceId, id, { lock: true })
  if (!contact) throw new Refusal('NOT_FOUND')
  await refuseMerged(tx, actor, contact, contact.fullName)
  // Of a person who asked to be forgotten nothing is written anew.
  if (contact.erasedAt) throw new Refusal('FORBIDDEN')
  await refuseConflict(tx, workspaceId, 'contact', contact, { version, fields: givenFields(changes) }, () =>
    contactCard(tx, actor, contact),
  )
  const values = readContact(changes)
  if (changes.custom) values.custom = await checkCustom(tx, workspaceId, 'contact', contact.custom, changes.custom)
  const { ownerId, companyId } = values
  await checkReferences(tx, actor, {
    ownerId: ownerId === contact.ownerId ? undefined : ownerId,
    companyId: companyId === contact.companyId ? undefined : companyId,
  })
  if (ownerId !== undefined && ownerId !== contact.ownerId) allowReassign(actor, contact.ownerId, ownerId)
  const edited = changesBetween(contact, values)
  if (Object.keys(edited).length > 0) {
    await insertEdits(
      tx,
      workspaceId,
      'contact',
      [{ id, version: contact.version + 1, changes: edited }],
      originOf(actor),
    )
    await updateContact(tx, workspaceId, id, values)
    announceContact(tx, actor, id, [contact.ownerId, ownerId === undefined ? contact.ownerId : ownerId])
  }
  return getContact(tx, actor, id)
}

export function announceContact(tx: Tx, actor: Actor, id: string, ownerIds: readonly (string | null)[]): void {
  announce(tx, { workspaceId: actor.workspaceId, topic: 'contact', id, ownerIds, byPersonId: actor.personId })
}

async function checkReferences(
  tx: Tx,
  actor: Actor,
  { ownerId, companyId }: { ownerId?: string | null | undefined; companyId?: string | null | undefined },
): Promise<void> {
  if (!ownerId && !companyId) return
  const missing = await missingReferences(tx, actor.workspaceId, {
    ownerId: ownerId ?? null,
    companyId: companyId ?? null,
  })
  if (missing.companyId) throw new Refusal('NOT_FOUND')
  if (missing.ownerId) throw new Refusal('REFERENCE_MISSING', { fields: ['ownerId'] })
}
