import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey, normalizeInn } from '#core/files/values.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { companiesByKeys, insertCompanies, insertContacts, waitForInn } from '#modules/clients/api.ts'
import { missing } from '../data/missing.ts'
import type { LockedLead } from '../data/write-leads.ts'
import { contactsOf } from './receive.ts'

export interface ClientOfLead {
  companyId?: string | null | undefined
  newCompany?: { name: string; inn?: string | null | undefined } | undefined
  contactId?: string | null | undefined
  newContact?: { fullName: string } | undefined
}

const OWN = { kpp: null, externalSource: null, externalId: null, importId: null }

/**
 * The company and the contact of a lead: those that are here, or new ones with the phone and the e-mail of the lead.
 * @throws Refusal REFERENCE_MISSING {fields}, INN_WRONG, COMPANY_EXISTS {id, name}
 */
export async function makeClient(
  tx: Tx,
  { actor }: By,
  lead: LockedLead,
  { companyId = null, newCompany, contactId = null, newContact }: ClientOfLead,
): Promise<{ companyId: string | null; contactId: string | null }> {
  const { workspaceId } = actor
  const fields = await missing(tx, workspaceId, {
    companyIds: companyId ? [companyId] : [],
    contactIds: contactId ? [contactId] : [],
  })
  if (fields.length > 0) throw new Refusal('REFERENCE_MISSING', { fields })
  const ownerId = actor.role === 'seller' ? actor.personId : (lead.ownerId ?? actor.personId)
  const reach = contactsOf(lead, false)
  const company = newCompany && !companyId ? uuid7() : companyId
  if (newCompany && company && !companyId) {
    const inn = innOf(newCompany.inn)
    await refuseTwin(tx, workspaceId, inn)
    // The phone of a person who writes is his; of a firm without a person it is the firm's.
    const own = newContact || contactId ? { phone: null, phoneKey: null, email: null } : reach
    const { name } = newCompany
    const row = { id: company, name, nameKey: companyNameKey(name), inn, industry: null, region: lead.region, ownerId }
    await insertCompanies(tx, workspaceId, [{ ...row, ...own, ...OWN }])
  }
  const contact = newContact && !contactId ? uuid7() : contactId
  if (newContact && contact && !contactId) {
    const row = { id: contact, fullName: newContact.fullName, companyId: company, ownerId, importId: null }
    await insertContacts(tx, workspaceId, [{ ...row, ...reach }])
  }
  return { companyId: company, contactId: contact }
}

function innOf(text: string | null | undefined): string | null {
  if (!text) return null
  const inn = normalizeInn(text)
  if (!inn.ok) throw new Refusal('INN_WRONG')
  return inn.value.inn
}

/** One firm has one ИНН. */
async function refuseTwin(tx: Tx, workspaceId: string, inn: string | null): Promise<void> {
  if (!inn) return
  await waitForInn(tx, workspaceId, inn)
  const [twin] = await companiesByKeys(tx, workspaceId, { names: [], inns: [inn], phones: [], emails: [] })
  if (twin) throw new Refusal('COMPANY_EXISTS', { id: twin.id, name: twin.name })
}
