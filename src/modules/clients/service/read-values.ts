import { Refusal } from '#core/http/refusal.ts'
import { kppFits, type PhoneLine, type EmailLine, readEmails, readInn, readKpp, readPhones } from '../calc/keys.ts'
import type { CompanyChanges, ContactChanges, Email, Phone } from '../contract.ts'
import type { CompanyValues } from '../data/companies.ts'
import type { ContactValues } from '../data/contacts.ts'

interface Numbers {
  phones?: Phone[] | undefined
  emails?: Email[] | undefined
  phone?: string | null | undefined
  email?: string | null | undefined
}

/** Numbers and addresses as they are kept; a single one stands before the list. @throws Refusal PHONE_WRONG, EMAIL_WRONG */
export function readNumbers({ phones, emails, phone, email }: Numbers): { phones?: PhoneLine[]; emails?: EmailLine[] } {
  const lines: { phones?: PhoneLine[]; emails?: EmailLine[] } = {}
  if (phones || phone) {
    const numbers = readPhones([...(phone ? [{ number: phone, note: null }] : []), ...(phones ?? [])])
    if (!numbers.ok) throw new Refusal('PHONE_WRONG', { value: numbers.wrong })
    lines.phones = numbers.value
  }
  if (emails || email) {
    const addresses = readEmails([...(email ? [{ email, note: null }] : []), ...(emails ?? [])])
    if (!addresses.ok) throw new Refusal('EMAIL_WRONG', { value: addresses.wrong })
    lines.emails = addresses.value
  }
  return lines
}

type Given<Type> = { [Field in keyof Type]?: Type[Field] | undefined }

/**
 * Changes of a company as they are kept; its own fields come apart. `present`: what the ИНН and КПП are when they are not given.
 * @throws Refusal INN_WRONG, KPP_WRONG, PHONE_WRONG, EMAIL_WRONG
 */
export function readCompany(
  { custom: _custom, phones, emails, inn, kpp, ...plain }: Given<CompanyChanges> & Numbers,
  present: { inn: string | null; kpp: string | null },
): Partial<CompanyValues> {
  const { phone, email, ...rest } = plain
  const values: Partial<CompanyValues> = { ...defined(rest), ...readNumbers({ phones, emails, phone, email }) }
  if (inn !== undefined) values.inn = read(readInn(inn), 'INN_WRONG')
  if (kpp !== undefined) values.kpp = read(readKpp(kpp), 'KPP_WRONG')
  const { inn: nextInn = present.inn, kpp: nextKpp = present.kpp } = values
  if (!kppFits(nextInn, nextKpp)) throw new Refusal('KPP_WRONG')
  return values
}

/** @throws Refusal PHONE_WRONG, EMAIL_WRONG */
export function readContact({
  custom: _custom,
  phones,
  emails,
  phone,
  email,
  ...plain
}: Given<ContactChanges> & Numbers): Partial<ContactValues> {
  return { ...defined(plain), ...readNumbers({ phones, emails, phone, email }) }
}

function read(value: string | null | undefined, code: string): string | null {
  if (value === undefined) throw new Refusal(code)
  return value
}

/** Names of the fields that are to be written. */
export function givenFields(changes: object): string[] {
  return Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : [field]))
}

/** An empty text is none, repeated tags are one, and what was not given is left out. */
function defined<Type extends object>(given: Type): { [Field in keyof Type]?: Exclude<Type[Field], undefined> } {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined)
  const tidy = entries.map(([field, value]: [string, unknown]) => [
    field,
    value === '' ? null : field === 'tags' ? withoutRepeats(value as string[]) : value,
  ])
  return Object.fromEntries(tidy) as { [Field in keyof Type]?: Exclude<Type[Field], undefined> }
}

function withoutRepeats(tags: readonly string[]): string[] {
  return [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()]
}
