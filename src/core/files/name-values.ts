import { type Parsed, parsed, refused, tidyCell } from './parsed.ts'

/**
 * Key under which two spellings of a name are one: spaces, case, ё and е, kinds of quotes, dashes and look-alike forms of
 * letters do not matter. For comparison only, never shown.
 */
export function normalizeName(text: string): string {
  return tidyCell(text.normalize('NFKC'))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'«»„“”‟‘’`]/g, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/\s*-\s*/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Key of a company: `normalizeName` without the legal form and signs, so that ООО «Ромашка» and Ромашка, ООО are one. */
export function companyNameKey(text: string): string {
  const key = normalizeName(text.replace(/["«»„“”‟]/g, ' '))
    .replace(/[.,;:()[\]/\\&+*№#!?-]+/g, (signs) => (signs.includes('.') && signs.length === 1 ? '.' : ' '))
    // «О.О.О.» and «L.L.C.» lose their points, «1.5» and «mail.ru» keep them.
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}/gu, (letters) => `${letters.replace(/[.\s]/g, '')} `)
    .replace(/\.(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const bare = LEGAL_PHRASES.reduce((name, phrase) => name.replace(phrase, ' '), key)
  const words = bare.split(/\s+/).filter((word) => word !== '')
  const kept = words.filter((word) => !LEGAL_FORMS.has(word))
  // A company may be called by nothing but such words.
  return kept.length > 0 ? kept.join(' ') : key
}

const LEGAL_PHRASES: readonly RegExp[] = [
  /обществ\S+ с ограниченн\S+ ответственност\S+/,
  /(?:публичн\S+ |непубличн\S+ |открыт\S+ |закрыт\S+ )?акционерн\S+ обществ\S+/,
  /индивидуальн\S+ предпринимател\S+/,
  /крестьянск\S+ \(?фермерск\S+\)? хозяйств\S+/,
]

const LEGAL_FORMS: ReadonlySet<string> = new Set(
  (
    'ооо оао зао пао ао нао ип пбоюл чп тов тоо чуп одо уп нко ано фгуп гуп муп мбу гбу фгбу кфх снт тсж ' +
    'llc ltd limited inc incorporated corp corporation co company gmbh ag kg sa sas sarl srl spa bv nv plc llp oy ab as oü'
  ).split(' '),
)

export type Inn = {
  inn: string
  /** A spreadsheet had dropped the zero in front; the checksum shows that it belongs there. */
  zeroRestored: boolean
}

/** ИНН of a company (10 digits) or a person (12) with its check digits. Reasons: EMPTY, NOT_AN_INN, INN_CHECKSUM. */
export function normalizeInn(text: string): Parsed<Inn> {
  const tidy = tidyCell(text)
  if (tidy === '') return refused('EMPTY')
  const digits = tidy
    .replace(/^инн\s*:?\s*/i, '')
    .replace(/\.0+$/, '')
    .replace(/[\s-]/g, '')
  if (!/^(\d{9,12})$/.test(digits)) return refused('NOT_AN_INN')
  const zeroRestored = digits.length === 9 || digits.length === 11
  const inn = zeroRestored ? `0${digits}` : digits
  if (!innChecks(inn) || /^0+$/.test(inn)) return refused(zeroRestored ? 'NOT_AN_INN' : 'INN_CHECKSUM')
  return parsed({ inn, zeroRestored })
}

/**
 * КПП: four digits of the tax inspection, two signs of the reason, three digits of the number (order ММВ-7-6/435@ of the Federal Tax Service).
 * It has no check digit. Reasons: EMPTY, NOT_A_KPP.
 */
export function normalizeKpp(text: string): Parsed<string> {
  const tidy = tidyCell(text)
  if (tidy === '') return refused('EMPTY')
  const kpp = tidy
    .replace(/^кпп\s*:?\s*/i, '')
    .replace(/[\s-]/g, '')
    .toUpperCase()
  return /^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp) && !kpp.startsWith('0000') ? parsed(kpp) : refused('NOT_A_KPP')
}

/** Weights of the check digits: order of the Federal Tax Service ММВ-7-6/435@ of 2012-06-29. */
function innChecks(inn: string): boolean {
  const digit = (weights: number[]): number =>
    (weights.reduce((sum, weight, index) => sum + weight * Number(inn[index]), 0) % 11) % 10
  if (inn.length === 10) return digit([2, 4, 10, 3, 5, 9, 4, 6, 8]) === Number(inn[9])
  const eleventh = digit([7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  const twelfth = digit([3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  return eleventh === Number(inn[10]) && twelfth === Number(inn[11])
}
