import { byKey } from './by-key.ts'

/** What tells a company from another, in this order. */
export interface CompanyKeys {
  inn: string | null
  kpp: string | null
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

  /** The company of a row, the oldest of several: by ИНН (of its branches the one meant first), else phone, e-mail, name. */
  find(keys: CompanyKeys): Company | undefined {
    return this.#meant(keys)[0]
  }

  /** The same, but never a company that has another ИНН or КПП than the row. */
  findSame(keys: CompanyKeys): Company | undefined {
    return this.#meant(keys).find((one) => agree(one.inn, keys.inn) && agree(one.kpp, keys.kpp))
  }

  /**
   * The company whose КПП the row says anew: the only one of its ИНН, of the same name and with another КПП. A firm that has moved to another tax office gets
   * another КПП and is the same client.
   */
  moved({ inn, kpp, nameKey }: CompanyKeys): Company | undefined {
    const [only, ...others] = this.#inns.get(inn ?? '') ?? []
    return only && others.length === 0 && kpp && only.kpp && only.kpp !== kpp && only.nameKey === nameKey
      ? only
      : undefined
  }

  #meant({ inn, kpp, phoneKey, email, nameKey }: CompanyKeys): Company[] {
    return [
      branchFirst(this.#inns.get(inn ?? '') ?? [], kpp),
      this.#phones.get(phoneKey ?? ''),
      this.#emails.get(email ?? ''),
      this.#names.get(nameKey),
    ].flatMap((group) => group ?? [])
  }
}

const agree = (one: string | null, other: string | null) => !one || !other || one === other

/** Companies of one ИНН: the branch of this КПП, then those of which none is known. */
function branchFirst<Company extends CompanyKeys>(
  companies: readonly Company[],
  kpp: string | null,
): readonly Company[] {
  if (!kpp) return companies
  const far = (one: Company) => (one.kpp === kpp ? 0 : one.kpp === null ? 1 : 2)
  return companies.toSorted((a, b) => far(a) - far(b))
}
