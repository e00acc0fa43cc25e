import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { companyNameKey } from '#core/files/values.ts'
import { IdsByText } from '#core/memory/ids-by-text.ts'
import { TextNumbers } from '#core/memory/text-numbers.ts'
import {
  companiesByKeys,
  type CompanyKeys,
  companyNames,
  insertCompanies,
  type NewCompany,
} from '#modules/clients/api.ts'
import type { DealDraft } from '../calc/read-deal.ts'

/** What a row says of its client. */
export type CompanyOfRow = Pick<DealDraft, 'company' | 'companyInn' | 'companyKpp' | 'companyPhone' | 'companyEmail'>

/** Keys of so many names are remembered: of the batches that are under way. */
const MOST_KEYS = 20_000

/**
 * From what a row says of its client to the company: by ИНН, else phone, e-mail, name without legal form. A company of the same
 * name with another ИНН is another company, one of the same ИНН with another КПП another branch. New ones are made once.
 */
export class CompanyBook {
  readonly #workspaceId: string
  readonly #importId: string
  /** The first of each name; null: nobody here has it. */
  readonly #byName = new IdsByText()
  /** The same by the name as it is written: its key need not be worked out again. */
  readonly #bySpelling = new IdsByText()
  /** Of names whose first company has an ИНН: the first without one. */
  readonly #withoutInn = new IdsByText()
  readonly #byInn = new IdsByText()
  /** By ИНН and КПП; under none stands the company of which none is known. */
  readonly #byBranch = new IdsByText()
  readonly #byPhone = new IdsByText()
  readonly #byEmail = new IdsByText()
  /** Those that the database has told of. */
  readonly #here = new TextNumbers()
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
    const branches = new Set<string>()
    for (const { company, companyInn, companyKpp, companyPhone, companyEmail } of drafts) {
      if (company === '') continue
      if (!this.#bySpelling.has(company)) {
        const name = this.#nameKey(company)
        if (!this.#byName.has(name)) names.add(name)
      }
      if (companyInn !== '' && !this.#byInn.has(companyInn)) inns.add(companyInn)
      if (companyInn !== '' && companyKpp !== '' && !this.#byBranch.has(branchKey(companyInn, companyKpp))) {
        inns.add(companyInn)
        branches.add(branchKey(companyInn, companyKpp))
      }
      if (companyPhone && !this.#byPhone.has(companyPhone.key)) phones.add(companyPhone.key)
      if (companyEmail !== '' && !this.#byEmail.has(companyEmail)) emails.add(companyEmail)
    }
    if (names.size + inns.size + phones.size + emails.size === 0) return
    const wanted = { names: [...names], inns: [...inns], phones: [...phones], emails: [...emails] }
    for (const company of await companiesByKeys(tx, this.#workspaceId, wanted)) {
      this.#here.add(company.id)
      this.#remember(company)
    }
    // What was not found need not be asked for again.
    for (const name of names) if (!this.#byName.has(name)) this.#byName.set(name, null)
    for (const branch of branches) if (!this.#byBranch.has(branch)) this.#byBranch.set(branch, null)
  }

  find(draft: CompanyOfRow, ownerId: string | null): string | null {
    const { company: name, companyInn: inn, companyKpp: kpp, companyPhone: phone, companyEmail: email } = draft
    if (name === '') return null
    const known = this.#isNewBranch(inn, kpp)
      ? null
      : this.#ofInn(inn, kpp) ||
        (phone && this.#byPhone.get(phone.key)) ||
        (email !== '' && this.#byEmail.get(email)) ||
        this.#ofName(name, inn)
    if (known) return known
    const made: NewCompany = {
      id: uuid7(),
      name,
      nameKey: this.#nameKey(name),
      inn: inn || null,
      kpp: kpp || null,
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

  /** Whether this company was not made by the import. */
  wasHere(id: string): boolean {
    return this.#here.find(id) !== -1
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

  #ofInn(inn: string, kpp: string): string | null | undefined {
    if (inn === '') return null
    if (kpp === '') return this.#byInn.get(inn)
    return this.#byBranch.get(branchKey(inn, kpp)) ?? this.#byBranch.get(branchKey(inn, ''))
  }

  /** The firm is known, each company of it by another КПП: what they share beyond that tells nothing. */
  #isNewBranch(inn: string, kpp: string): boolean {
    return kpp !== '' && this.#byInn.has(inn) && !this.#ofInn(inn, kpp)
  }

  /** Whoever has this ИНН is known by it; otherwise the name tells, unless the company has another ИНН. */
  #ofName(name: string, inn: string): string | null | undefined {
    if (inn !== '') {
      const withoutInn = this.#withoutInn.get(this.#nameKey(name))
      if (withoutInn !== undefined) return withoutInn
    }
    const spelled = this.#bySpelling.get(name)
    if (spelled) return spelled
    const id = this.#byName.get(this.#nameKey(name))
    if (id) this.#bySpelling.set(name, id)
    return id
  }

  #remember({ id, nameKey, inn, kpp, phoneKey, email }: CompanyKeys): void {
    if (!this.#byName.get(nameKey)) {
      this.#byName.set(nameKey, id)
      if (inn) this.#withoutInn.set(nameKey, null)
    } else if (!inn && this.#withoutInn.get(nameKey) === null) this.#withoutInn.set(nameKey, id)
    if (inn && !this.#byInn.has(inn)) this.#byInn.set(inn, id)
    if (inn && !this.#byBranch.get(branchKey(inn, kpp ?? ''))) this.#byBranch.set(branchKey(inn, kpp ?? ''), id)
    if (phoneKey && !this.#byPhone.has(phoneKey)) this.#byPhone.set(phoneKey, id)
    if (email && !this.#byEmail.has(email)) this.#byEmail.set(email, id)
  }

  #nameKey(name: string): string {
    let key = this.#keys.get(name)
    if (key === undefined) {
      if (this.#keys.size >= MOST_KEYS) this.#keys.clear()
      key = companyNameKey(name)
      this.#keys.set(name, key)
    }
    return key
  }
}

const branchKey = (inn: string, kpp: string) => `${inn}/${kpp}`
