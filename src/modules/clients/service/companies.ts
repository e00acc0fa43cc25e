import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { checkCustom } from '#modules/fields/api.ts'
import { changesBetween } from '../calc/changes.ts'
import type { CompanyCard, CompanyChanges, NewCompanyFields } from '../contract.ts'
import { companiesByKeys } from '../data/bulk-companies.ts'
import {
  companyById,
  type CompanyRecord,
  type CompanyValues,
  insertCompany,
  missingReferences,
  updateCompany,
  waitForInn,
} from '../data/companies.ts'
import { contactsOf } from '../data/contacts.ts'
import { childCompanies, dealSums } from '../data/deals-of-client.ts'
import { insertEdits } from '../data/edits.ts'
import { mergeOf } from '../data/merges.ts'
import { can, isInHands } from '../policy.ts'
import { allow, mayWith, named, originOf } from './by.ts'
import { refuseConflict } from './conflicts.ts'
import { givenFields, readCompany } from './read-values.ts'
import { orLoop } from './refusals.ts'

/** The card of a company. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getCompany(tx: Tx, actor: Actor, id: string): Promise<CompanyCard> {
  allow(actor, 'read')
  const company = await companyById(tx, actor.workspaceId, id)
  if (!company) throw new Refusal('NOT_FOUND')
  return companyCard(tx, actor, company)
}

async function companyCard(tx: Tx, actor: Actor, company: CompanyRecord): Promise<CompanyCard> {
  const { id, ownerId, externalSource, externalId } = company
  const seesNumbers = can(actor, 'readContacts')
  const phones = seesNumbers ? company.phones.map(({ number, note }) => ({ number, note })) : []
  const emails = seesNumbers ? company.emails : []
  return {
    id,
    name: company.name,
    inn: company.inn,
    kpp: company.kpp,
    industry: company.industry,
    region: company.region,
    legalAddress: company.legalAddress,
    actualAddress: company.actualAddress,
    phones,
    emails,
    phone: phones[0]?.number ?? null,
    email: emails[0]?.email ?? null,
    links: company.links,
    tags: company.tags,
    // What people write of a client may name people.
    comment: seesNumbers ? company.comment : null,
    custom: company.custom,
    owner: named(ownerId, company.ownerName),
    parent: named(company.parentId, company.parentName),
    children: await childCompanies(tx, actor.workspaceId, id),
    mergedInto: named(company.mergedInto, company.mergedName),
    external: externalSource && externalId ? { source: externalSource, id: externalId } : null,
    createdAt: company.createdAt.toISOString(),
    updatedAt: company.updatedAt.toISOString(),
    deletedAt: company.deletedAt?.toISOString() ?? null,
    version: company.version,
    contacts: seesNumbers ? await contactsOf(tx, actor.workspaceId, id) : [],
    deals: await dealSums(tx, actor.workspaceId, 'company', id),
    may: mayWith(actor, ownerId),
  }
}

/**
 * Adds a company; one with the same ИНН (and КПП, where both have it) is refused unless it is wanted anyway.
 * @throws Refusal FORBIDDEN, INN_WRONG, KPP_WRONG, PHONE_WRONG, EMAIL_WRONG, REFERENCE_MISSING, COMPANY_EXISTS
 */
export async function addCompany(
  tx: Tx,
  actor: Actor,
  { anyway = false, ...fields }: NewCompanyFields,
): Promise<{ id: string }> {
  allow(actor, 'edit')
  const read = readCompany(fields, { inn: null, kpp: null })
  const values = { ...BLANK, ownerId: actor.personId, ...read, name: fields.name }
  values.custom = await checkCustom(tx, actor.workspaceId, 'company', {}, fields.custom ?? {})
  await checkReferences(tx, actor, { ownerId: fields.ownerId, parentId: fields.parentId })
  if (values.ownerId !== actor.personId) allowReassign(actor, null, values.ownerId)
  if (!anyway) await refuseTwin(tx, actor, values)
  const id = uuid7()
  await orLoop(() => insertCompany(tx, actor.workspaceId, id, values, actor.personId))
  announceCompany(tx, actor, id)
  return { id }
}

const BLANK: CompanyValues = {
  name: '',
  inn: null,
  kpp: null,
  industry: null,
  region: null,
  legalAddress: null,
  actualAddress: null,
  phones: [],
  emails: [],
  links: [],
  tags: [],
  comment: null,
  ownerId: null,
  parentId: null,
  custom: {},
}

/**
 * Changes fields of a company and writes down what was changed.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_CHANGED {version, current}, CLIENT_MERGED, INN_WRONG, KPP_WRONG, PHONE_WRONG, EMAIL_WRONG,
 *   REFERENCE_MISSING, COMPANY_EXISTS, PARENT_LOOP
 */
export async function editCompany(
  tx: Tx,
  actor: Actor,
  { id, version, ...changes }: CompanyChanges & { id: string; version: number },
): Promise<CompanyCard> {
  allow(actor, 'edit')
  const { workspaceId } = actor
  const company = await companyById(tx, workspaceId, id, { lock: true })
  if (!company) throw new Refusal('NOT_FOUND')
  await refuseMerged(tx, actor, company, company.name)
  await refuseConflict(tx, workspaceId, 'company', company, { version, fields: givenFields(changes) }, () =>
    companyCard(tx, actor, company),
  )
  const values = readCompany(changes, company)
  if (changes.custom) values.custom = await checkCustom(tx, workspaceId, 'company', company.custom, changes.custom)
  const { ownerId, parentId } = values
  await checkReferences(tx, actor, {
    ownerId: ownerId === company.ownerId ? undefined : ownerId,
    parentId: parentId === company.parentId ? undefined : parentId,
  })
  if (ownerId !== undefined && ownerId !== company.ownerId) allowReassign(actor, company.ownerId, ownerId)
  if ((values.inn ?? company.inn) !== company.inn || (values.kpp !== undefined && values.kpp !== company.kpp))
    await refuseTwin(tx, actor, { ...company, ...values }, company)
  const edited = changesBetween(company, values)
  if (Object.keys(edited).length > 0) {
    await orLoop(() => updateCompany(tx, workspaceId, id, values))
    await insertEdits(
      tx,
      workspaceId,
      'company',
      [{ id, version: company.version + 1, changes: edited }],
      originOf(actor),
    )
    announceCompany(tx, actor, id)
  }
  return getCompany(tx, actor, id)
}

/** Says that a company has changed: to all in the workspace, since all see companies. */
export function announceCompany(tx: Tx, actor: Actor, id: string): void {
  announce(tx, { workspaceId: actor.workspaceId, topic: 'company', id, ownerIds: [], byPersonId: actor.personId })
}

/** Who is responsible is changed by those who lead; a seller may only take what nobody has. @throws Refusal FORBIDDEN */
export function allowReassign(actor: Actor, from: string | null, to: string | null): void {
  if (from === null && to === actor.personId) return
  allow(actor, 'reassign')
  if (!isInHands(actor, from) || !isInHands(actor, to)) throw new Refusal('FORBIDDEN')
}

/** @throws Refusal CLIENT_MERGED when it lives on in another one */
export async function refuseMerged(
  tx: Tx,
  actor: Actor,
  client: { id: string; mergedInto: string | null; mergedName: string | null },
  name: string,
): Promise<void> {
  if (client.mergedInto === null) return
  const merge = await mergeOf(tx, actor.workspaceId, client.id)
  const into = { id: client.mergedInto, name: client.mergedName ?? name }
  throw new Refusal('CLIENT_MERGED', { into, by: merge?.byName ?? null, at: merge?.at.toISOString() ?? null })
}

async function checkReferences(
  tx: Tx,
  actor: Actor,
  { ownerId, parentId }: { ownerId?: string | null | undefined; parentId?: string | null | undefined },
): Promise<void> {
  if (!ownerId && !parentId) return
  const missing = await missingReferences(tx, actor.workspaceId, {
    ownerId: ownerId ?? null,
    companyId: parentId ?? null,
  })
  const fields = [...(missing.ownerId ? ['ownerId'] : []), ...(missing.companyId ? ['parentId'] : [])]
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
}

type Requisites = { inn: string | null; kpp: string | null }

/** One firm has one ИНН, a branch of it another КПП; a name may be shared. `before`: the same company until now, whose twins of then are known. */
async function refuseTwin(
  tx: Tx,
  { workspaceId }: Actor,
  now: Requisites,
  before: (Requisites & { id: string }) | null = null,
): Promise<void> {
  if (!now.inn) return
  await waitForInn(tx, workspaceId, now.inn)
  const found = await companiesByKeys(tx, workspaceId, { names: [], inns: [now.inn], phones: [], emails: [] })
  const twin = found.find((one) => one.id !== before?.id && isTwin(one, now) && !(before && isTwin(one, before)))
  if (twin) throw new Refusal('COMPANY_EXISTS', { id: twin.id, name: twin.name })
}

function isTwin(one: Requisites, other: Requisites): boolean {
  return one.inn === other.inn && (one.kpp === null || other.kpp === null || one.kpp === other.kpp)
}
