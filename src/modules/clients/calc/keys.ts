import { companyNameKey, normalizeEmail, normalizeInn, normalizeKpp, normalizePhone } from '#core/files/values.ts'

/** A number of a client with what it is compared by: the last ten digits. */
export interface PhoneLine {
  phoneKey: string
  number: string
  note: string | null
}

export interface EmailLine {
  email: string
  note: string | null
}

/** Values as they are kept, or the first one that cannot be one. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; wrong: string }

/** Numbers without repeats in their order: two spellings of one number are one. */
export function readPhones(given: readonly { number: string; note: string | null }[]): Read<PhoneLine[]> {
  const lines = new Map<string, PhoneLine>()
  for (const { number, note } of given) {
    const phone = normalizePhone(number)
    if (!phone.ok) return { ok: false, wrong: number }
    const { key } = phone.value
    if (!lines.has(key)) lines.set(key, { phoneKey: key, number, note: note || null })
  }
  return { ok: true, value: [...lines.values()] }
}

/** Addresses in lower case without repeats in their order. */
export function readEmails(given: readonly { email: string; note: string | null }[]): Read<EmailLine[]> {
  const lines = new Map<string, EmailLine>()
  for (const { email, note } of given) {
    const address = normalizeEmail(email)
    if (!address.ok) return { ok: false, wrong: email }
    if (!lines.has(address.value)) lines.set(address.value, { email: address.value, note: note || null })
  }
  return { ok: true, value: [...lines.values()] }
}

/** Under what a company is compared with others by its name. */
export const nameKeyOf = companyNameKey

/** ИНН with right check digits; null for an empty text, undefined for a wrong one. */
export function readInn(text: string | null): string | null | undefined {
  if (!text) return null
  const inn = normalizeInn(text)
  return inn.ok ? inn.value.inn : undefined
}

/** КПП; null for an empty text, undefined for a wrong one. */
export function readKpp(text: string | null): string | null | undefined {
  if (!text) return null
  const kpp = normalizeKpp(text)
  return kpp.ok ? kpp.value : undefined
}

/** A КПП is given to firms; an entrepreneur, whose ИНН has twelve digits, has none. */
export function kppFits(inn: string | null, kpp: string | null): boolean {
  return kpp === null || inn === null || inn.length === 10
}
