import { normalizeEmail, normalizeInn, normalizePhone } from '#core/files/values.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { companyKeys } from './calc.ts'
import type { CompanyCard, CompanyFields, CompanyRow, Contact, ContactFields } from './contract.ts'
import { companiesByKeys, insertCompanies } from './data/bulk-companies.ts'
import {
  companiesByName,
  companiesByText,
  companyById,
  type CompanyLine,
  type CompanyValues,
  dealSums,
  updateCompany,
} from './data/companies.ts'
import { contactsOf, contactVersion, type ContactValues, insertContact, updateContact } from './data/contacts.ts'
import { can, type ClientAction } from './policy.ts'

/** One page of companies; with a text at most fifty and no next page. @throws Refusal FORBIDDEN */
export async function listCompanies(
  tx: Tx,
  actor: Actor,
  { text, cursor, limit }: { text?: string | undefined; cursor?: [string, string] | undefined; limit: number },
) {
  allow(actor, 'read')
  if (text) return { rows: (await companiesByText(tx, actor.workspaceId, text)).map(companyRow), nextCursor: null }
  const found = await companiesByName(tx, actor.workspaceId, cursor, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(companyRow), nextCursor: last ? cursorText([last.nameKey, last.id]) : null }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function getCompany(tx: Tx, actor: Actor, id: string): Promise<CompanyCard> {
  allow(actor, 'read')
  const company = await companyById(tx, actor.workspaceId, id)
  if (!company) throw new Refusal('NOT_FOUND')
  const { phone, email, version } = company
  return {
    ...companyRow(company),
    ...(can(actor, 'readContacts') ? { phone, email } : { phone: null, email: null }),
    version,
    contacts: can(actor, 'readContacts') ? await contactsOf(tx, actor.workspaceId, id) : [],
    deals: await dealSums(tx, actor.workspaceId, id),
    may: { edit: can(actor, 'edit') && !actor.readOnly },
  }
}

/** @throws Refusal FORBIDDEN, INN_WRONG, PHONE_WRONG, EMAIL_WRONG, COMPANY_EXISTS */
export async function addCompany(tx: Tx, actor: Actor, fields: CompanyFields): Promise<{ id: string }> {
  allow(actor, 'edit')
  const values = companyValues(fields)
  await refuseTwin(tx, actor, values.inn, null)
  const id = uuid7()
  const own = { ownerId: actor.personId, externalSource: null, externalId: null, importId: null }
  await insertCompanies(tx, actor.workspaceId, [{ id, ...values, ...own }])
  return { id }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_CHANGED, INN_WRONG, PHONE_WRONG, EMAIL_WRONG, COMPANY_EXISTS */
export async function editCompany(
  tx: Tx,
  actor: Actor,
  { id, version, ...fields }: CompanyFields & { id: string; version: number },
) {
  allow(actor, 'edit')
  const company = await companyById(tx, actor.workspaceId, id)
  if (!company) throw new Refusal('NOT_FOUND')
  const values = companyValues(fields)
  await refuseTwin(tx, actor, values.inn, id)
  if (!(await updateCompany(tx, actor.workspaceId, id, version, values)))
    throw new Refusal('CLIENT_CHANGED', { version: company.version })
  return { id, version: version + 1 }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, PHONE_WRONG, EMAIL_WRONG */
export async function addContact(
  tx: Tx,
  actor: Actor,
  { companyId, ...fields }: ContactFields & { companyId: string },
): Promise<Contact> {
  allow(actor, 'edit')
  if (!(await companyById(tx, actor.workspaceId, companyId))) throw new Refusal('NOT_FOUND')
  return insertContact(tx, actor.workspaceId, companyId, actor.personId, contactValues(fields))
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_CHANGED, PHONE_WRONG, EMAIL_WRONG */
export async function editContact(
  tx: Tx,
  actor: Actor,
  { id, version, ...fields }: ContactFields & { id: string; version: number },
): Promise<Contact> {
  allow(actor, 'edit')
  const written = await updateContact(tx, actor.workspaceId, id, version, contactValues(fields))
  if (written) return written
  const current = await contactVersion(tx, actor.workspaceId, id)
  throw current === undefined ? new Refusal('NOT_FOUND') : new Refusal('CLIENT_CHANGED', { version: current })
}

function allow(actor: Actor, action: ClientAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

/** One firm has one ИНН; a name may be shared. */
async function refuseTwin(tx: Tx, { workspaceId }: Actor, inn: string | null, self: string | null): Promise<void> {
  if (!inn) return
  const found = await companiesByKeys(tx, workspaceId, { names: [], inns: [inn], phones: [], emails: [] })
  const twin = found.find(({ id }) => id !== self)
  if (twin) throw new Refusal('COMPANY_EXISTS', { id: twin.id, name: twin.name })
}

function companyRow(company: CompanyLine): CompanyRow {
  const { id, name, inn, industry, region, ownerId, ownerName, createdAt } = company
  const owner = ownerId && ownerName ? { id: ownerId, name: ownerName } : null
  return { id, name, inn, industry, region, owner, createdAt: createdAt.toISOString() }
}

function companyValues(fields: CompanyFields): CompanyValues {
  const { name, phone = null, industry = null, region = null } = fields
  const inn = checkedInn(fields.inn ?? null)
  const email = checkedEmail(fields.email ?? null)
  checkPhone(phone)
  const { nameKey, phoneKey } = companyKeys({ name, phone, email })
  return {
    name,
    nameKey,
    inn,
    phone: phone || null,
    phoneKey,
    email,
    industry: industry || null,
    region: region || null,
  }
}

function contactValues({ fullName, jobTitle = null, phone = null, email = null }: ContactFields): ContactValues {
  checkPhone(phone)
  const number = phone ? normalizePhone(phone) : null
  return {
    fullName,
    jobTitle: jobTitle || null,
    phone: phone || null,
    phoneKey: number?.ok ? number.value.key : null,
    email: checkedEmail(email),
  }
}

function checkedInn(text: string | null): string | null {
  if (!text) return null
  const inn = normalizeInn(text)
  if (!inn.ok) throw new Refusal('INN_WRONG')
  return inn.value.inn
}

function checkedEmail(text: string | null): string | null {
  if (!text) return null
  const email = normalizeEmail(text)
  if (!email.ok) throw new Refusal('EMAIL_WRONG')
  return email.value
}

function checkPhone(text: string | null): void {
  if (text && !normalizePhone(text).ok) throw new Refusal('PHONE_WRONG')
}
