import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeName } from '#core/files/values.ts'
import { IdsByText } from '#core/memory/ids-by-text.ts'
import { contactsByIds, contactsByKeys, insertContacts, type NewContact } from '#modules/clients/api.ts'
import type { DealDraft } from '../calc/read-deal.ts'

/**
 * From what a row says of the client's person to the contact: by phone, else e-mail. A bare name is a person of its company
 * within one file only: two Ivans of two files are not known to be one.
 */
export class ContactBook {
  readonly #workspaceId: string
  readonly #importId: string
  readonly #byPhone = new IdsByText()
  readonly #byEmail = new IdsByText()
  readonly #byName = new IdsByText()
  #waiting: NewContact[] = []
  made = 0

  constructor(workspaceId: string, importId: string) {
    this.#workspaceId = workspaceId
    this.#importId = importId
  }

  async prepare(tx: Tx, drafts: readonly DealDraft[]): Promise<void> {
    const phones = new Set<string>()
    const emails = new Set<string>()
    for (const { contactPhone, contactEmail } of drafts) {
      if (contactPhone && !this.#byPhone.has(contactPhone.key)) phones.add(contactPhone.key)
      if (contactEmail !== '' && !this.#byEmail.has(contactEmail)) emails.add(contactEmail)
    }
    if (phones.size + emails.size === 0) return
    for (const contact of await contactsByKeys(tx, this.#workspaceId, { phones: [...phones], emails: [...emails] })) {
      if (contact.phoneKey && !this.#byPhone.get(contact.phoneKey)) this.#byPhone.set(contact.phoneKey, contact.id)
      if (contact.email && !this.#byEmail.get(contact.email)) this.#byEmail.set(contact.email, contact.id)
    }
    for (const phone of phones) if (!this.#byPhone.has(phone)) this.#byPhone.set(phone, null)
    for (const email of emails) if (!this.#byEmail.has(email)) this.#byEmail.set(email, null)
  }

  find(draft: DealDraft, companyId: string | null, ownerId: string | null): string | null {
    const { contact, contactPhone: phone, contactEmail: email } = draft
    const fullName = contact || phone?.text || email
    if (fullName === '') return null
    const known = (phone && this.#byPhone.get(phone.key)) || (email !== '' && this.#byEmail.get(email))
    if (known) return known
    const hasKey = phone !== null || email !== ''
    const nameKey = hasKey ? '' : `${companyId ?? ''}\n${normalizeName(contact)}`
    const same = hasKey ? undefined : this.#byName.get(nameKey)
    if (same) return same
    const made: NewContact = {
      id: uuid7(),
      fullName,
      companyId,
      phone: phone?.text ?? null,
      phoneKey: phone?.key ?? null,
      email: email || null,
      ownerId,
      importId: this.#importId,
    }
    if (phone) this.#byPhone.set(phone.key, made.id)
    if (email !== '') this.#byEmail.set(email, made.id)
    if (!hasKey) this.#byName.set(nameKey, made.id)
    this.#waiting.push(made)
    this.made += 1
    return made.id
  }

  async names(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    return new Map((await contactsByIds(tx, this.#workspaceId, ids)).map(({ id, fullName }) => [id, fullName]))
  }

  async write(tx: Tx): Promise<void> {
    if (this.#waiting.length === 0) return
    const contacts = this.#waiting
    this.#waiting = []
    await insertContacts(tx, this.#workspaceId, contacts)
  }

  forget(): void {
    this.#waiting = []
  }
}
