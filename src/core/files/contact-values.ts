import { type Parsed, parsed, refused, tidyCell } from './parsed.ts'

export type Phone = {
  /** For comparison: the last ten digits, or all of a shorter number. */
  key: string
  /** `+79161234567` where the country is known: a Russian number, or one written with its plus. */
  e164: string | null
  /** Digits after «доб.». */
  extension?: string
}

const EXTENSION = /(?:,?\s*(?:доб(?:авочный)?|вн(?:утр)?|ext|extension|x|#)\.?\s*:?\s*#?\s*)(\d{1,6})\)?\s*$/i

/** One phone; the first where a cell holds several. Reasons: EMPTY, NOT_A_PHONE. */
export function normalizePhone(text: string): Parsed<Phone> {
  if (tidyCell(text) === '') return refused('EMPTY')
  const first = parsePhones(text)[0]
  return first === undefined ? refused('NOT_A_PHONE') : parsed(first)
}

/** All phones of a cell, without repeats: «8 (916) 123-45-67, +7 495 111-22-33 доб. 15». */
export function parsePhones(text: string): Phone[] {
  const phones = new Map<string, Phone>()
  for (const part of partsOf(tidyCell(text.trim().replace(/[\r\n]+/g, ';')))) {
    const phone = onePhone(part)
    if (phone !== null && !phones.has(phone.key)) phones.set(phone.key, phone)
  }
  return [...phones.values()]
}

function partsOf(text: string): string[] {
  if (text.length > 1_000) return []
  // A comma before an extension and a slash inside «495/123-45-67» do not part phones.
  const parts = text.split(
    /[;|]|,(?!\s*(?:доб|вн|ext|x|#))|\s+(?:и|или|or|and)\s+|\s*\/\s*(?=\+|8[\s(-]|\d{10})|(?<=\d)\s+(?=\+)|(?<=\d{10})\s+(?=\d{10})/i,
  )
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

function onePhone(part: string): Phone | null {
  const found = EXTENSION.exec(part)
  const number = (found === null ? part : part.slice(0, found.index)).replace(/^['’]/, '').replace(/\.0$/, '')
  // Words may label a phone («моб. 8 916…»), but a text with digits in it is none.
  const label = /^[\p{L}\s.:]{0,20}(?=[+(\d])/u.exec(number)?.[0] ?? ''
  const bare = number.slice(label.length)
  if (!/^[+(\d][\d\s().\-–‑+]*$/.test(bare)) return null
  const plus = bare.startsWith('+')
  let digits = bare.replace(/\D/g, '')
  if (!plus && digits.startsWith('810') && digits.length > 12) digits = digits.slice(3)
  else if (!plus && digits.startsWith('00') && digits.length > 11) digits = digits.slice(2)
  if (digits.length < 5 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return null
  const phone: Phone = { key: digits.slice(-10), e164: e164Of(digits, plus) }
  if (found?.[1] !== undefined) phone.extension = found[1]
  return phone
}

function e164Of(digits: string, plus: boolean): string | null {
  // 8 is the trunk prefix inside Russia; a plus before it is a frequent slip.
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`
  if (digits.length === 10 && !plus && /^[3489]/.test(digits)) return `+7${digits}`
  if (plus && digits.length >= 8 && !digits.startsWith('0')) return `+${digits}`
  return digits.length > 11 && digits.length <= 13 && !digits.startsWith('0') ? `+${digits}` : null
}

const EMAIL =
  /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}][\p{L}\p{N}-]{1,24}$/u

/** One address in lower case; the first where a cell holds several. Reasons: EMPTY, NOT_AN_EMAIL. */
export function normalizeEmail(text: string): Parsed<string> {
  if (tidyCell(text) === '') return refused('EMPTY')
  const first = parseEmails(text)[0]
  return first === undefined ? refused('NOT_AN_EMAIL') : parsed(first)
}

/** All addresses of a cell, without repeats; «Анна <anna@romashka.ru>» gives what is in the brackets. */
export function parseEmails(text: string): string[] {
  const tidy = tidyCell(text)
  if (tidy.length > 2_000) return []
  const words = tidy.split(/[\s,;|<>()"]+/).map((word) =>
    word
      .replace(/^mailto:/i, '')
      .replace(/\.+$/, '')
      .toLowerCase(),
  )
  return [...new Set(words.filter((word) => word.length <= 254 && EMAIL.test(word) && !/^\.|\.\.|\.@/.test(word)))]
}
