import { byKey } from './by-key.ts'

/** What tells a company from another, in this order. */
export interface CompanyKeys {
  inn: string | null
  phoneKey: string | null
  email: string | null
  /** '' of a row that names none. */
  nameKey: string
}

/** Companies that are here, by each of the keys by which a row may mean one: a batch of thousands is not looked through for every row. */
export class KnownCompanies<Company extends CompanyKeys> {
  readonly #inns: ReadonlyMap<string, Company[]>
  readonly #phones: ReadonlyMap<string, Company[]>
  readonly #emails: ReadonlyMap<string, Company[]>
  readonly #names: ReadonlyMap<string, Company[]>

  constructor(companies: readonly Company[]) {
    this.#inns = byKey(companies, ({ inn }) => inn)
    this.#phones = byKey(companies, ({ phoneKey }) => phoneKey)
    this.#emails = byKey(companies, ({ email }) => email)
    this.#names = byKey(companies, ({ nameKey }) => nameKey || null)
  }

  /** The company of a row, the oldest of several: by ИНН, else phone, e-mail, name. */
  find(keys: CompanyKeys): Company | undefined {
    return this.#meant(keys)[0]
  }

  /** The same, but never a company that has another ИНН than the row. */
  findSame(keys: CompanyKeys): Company | undefined {
    return this.#meant(keys).find(({ inn }) => !keys.inn || !inn || inn === keys.inn)
  }

  #meant({ inn, phoneKey, email, nameKey }: CompanyKeys): Company[] {
    return [
      this.#inns.get(inn ?? ''),
      this.#phones.get(phoneKey ?? ''),
      this.#emails.get(email ?? ''),
      this.#names.get(nameKey),
    ].flatMap((group) => group ?? [])
  }
}
