import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey } from '#core/files/values.ts'
import {
  companiesByKeys,
  type CompanyKeys,
  companyNames,
  insertCompanies,
  type NewCompany,
} from '#modules/clients/api.ts'
import { keptText } from '../calc/kept-text.ts'
import type { DealDraft } from '../calc/read-deal.ts'

/** What a row says of its client. */
export type CompanyOfRow = Pick<DealDraft, 'company' | 'companyInn' | 'companyPhone' | 'companyEmail'>

/** One for all: a list that was empty once has room for seventeen, a quarter of a million times. */
const NONE: CompanyKeys[] = []

/**
 * From what a row says of its client to the company: by ИНН, else phone, e-mail, name without legal form. A company of the same
 * name with another ИНН is another company. New ones are made once.
 */
export class CompanyBook {
  readonly #workspaceId: string
  readonly #importId: string
  readonly #byName = new Map<string, CompanyKeys[]>()
  readonly #byInn = new Map<string, string>()
  readonly #byPhone = new Map<string, string>()
  readonly #byEmail = new Map<string, string>()
  readonly #keys = new Map<string, string>()
  #waiting: NewCompany[] = []
  made = 0

  constructor(workspaceId: string, importId: string) {
    this.#workspaceId = workspaceId
    this.#importId = importId
  }

  /** Looks up what these rows will ask for; asked once a batch. */
  async prepare(tx: Tx, drafts: readonly CompanyOfRow[]): Promise<void> {
    const names = new Set<string>()
    const inns = new Set<string>()
    const phones = new Set<string>()
    const emails = new Set<string>()
    for (const { company, companyInn, companyPhone, companyEmail } of drafts) {
      if (company === '') continue
      const name = this.#nameKey(company)
      if (!this.#byName.has(name)) names.add(name)
      if (companyInn !== '' && !this.#byInn.has(companyInn)) inns.add(companyInn)
      if (companyPhone && !this.#byPhone.has(companyPhone.key)) phones.add(companyPhone.key)
      if (companyEmail !== '' && !this.#byEmail.has(companyEmail)) emails.add(companyEmail)
    }
    if (names.size + inns.size + phones.size + emails.size === 0) return
    const wanted = { names: [...names], inns: [...inns], phones: [...phones], emails: [...emails] }
    for (const company of await companiesByKeys(tx, this.#workspaceId, wanted)) this.#remember(company)
    // What was not found need not be asked for again.
    for (const name of names) if (!this.#byName.has(name)) this.#byName.set(name, NONE)
  }

  find(draft: CompanyOfRow, ownerId: string | null): string | null {
    const { company: name, companyInn: inn, companyPhone: phone, companyEmail: email } = draft
    if (name === '') return null
    const nameKey = this.#nameKey(name)
    const sameName = this.#byName.get(nameKey)?.find((one) => inn === '' || one.inn === null || one.inn === inn)
    const known =
      (inn !== '' && this.#byInn.get(inn)) ||
      (phone && this.#byPhone.get(phone.key)) ||
      (email !== '' && this.#byEmail.get(email)) ||
      sameName?.id
    if (known) return known
    const made: NewCompany = {
      id: uuid7(),
      name,
      nameKey,
      inn: inn || null,
      phone: phone?.text ?? null,
      phoneKey: phone?.key ?? null,
      email: email || null,
      industry: null,
      region: null,
      ownerId,
      externalSource: null,
      externalId: null,
      importId: this.#importId,
    }
    this.#remember(made)
    this.#waiting.push(made)
    this.made += 1
    return made.id
  }

  names(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
    return companyNames(tx, this.#workspaceId, ids)
  }

  async write(tx: Tx): Promise<void> {
    if (this.#waiting.length === 0) return
    const companies = this.#waiting
    this.#waiting = []
    await insertCompanies(tx, this.#workspaceId, companies)
  }

  /** In a dry run nothing is written. */
  forget(): void {
    this.#waiting = []
  }

  #remember({ id, nameKey, inn, phoneKey, email }: CompanyKeys): void {
    const same = this.#byName.get(nameKey)
    const keys = { id, nameKey, inn, phoneKey, email: email && keptText(email) }
    if (!same?.length) this.#byName.set(nameKey, [keys])
    else if (!same.some((one) => one.id === id)) same.push(keys)
    if (inn && !this.#byInn.has(inn)) this.#byInn.set(inn, id)
    if (phoneKey && !this.#byPhone.has(phoneKey)) this.#byPhone.set(phoneKey, id)
    if (email && !this.#byEmail.has(email)) this.#byEmail.set(keptText(email), id)
  }

  #nameKey(name: string): string {
    let key = this.#keys.get(name)
    if (key === undefined) {
      key = keptText(companyNameKey(name))
      this.#keys.set(keptText(name), key)
    }
    return key
  }
}
