import { type Currency, isCurrency, minorDigits } from '#core/money/currency.ts'
import { withoutExponent } from './exponent.ts'
import { type Parsed, parsed, refused, tidyCell, type ValueReason } from './parsed.ts'

/**
 * Which sign stands before the fraction. Only decides what is unclear without it (`1,234`): `1.234,50` and `12,5` read the
 * same under each. 'auto' refuses the unclear ones.
 */
export type NumberStyle = 'decimal-point' | 'decimal-comma' | 'auto'

export type MoneyValue = {
  /** Minor units of `currency`; of the default currency where the cell names none. */
  minor: bigint
  /** Currency written in the cell, null when there is none. */
  currency: Currency | null
  /** False when the cell had digits beyond the minor unit: rounded half away from zero. */
  exact: boolean
}

/** What JSON numbers carry without loss; larger amounts are typing errors. */
const MAX_MINOR = 9_007_199_254_740_991n
/** Characters of the longest number worth reading; with its exponent it may have 400 digits. */
const LONGEST = 100

/** A number as a float; `15 %` is 0.15. Reasons: EMPTY, NOT_A_NUMBER, AMBIGUOUS_NUMBER. */
export function parseNumber(text: string, style: NumberStyle = 'auto'): Parsed<number> {
  const tidy = tidyCell(text)
  const percent = tidy.endsWith('%')
  const found = decimalText(percent ? tidy.slice(0, -1).trimEnd() : tidy, style)
  if (!found.ok) return found
  if (found.value.currency !== null) return refused('NOT_A_NUMBER')
  const number = Number(found.value.digits)
  return parsed(percent ? number / 100 : number)
}

/**
 * An amount of money, exact. `fallback` names the currency of cells that name none, for its minor digits, and says what ¥ means.
 * Reasons: EMPTY, NOT_A_NUMBER, AMBIGUOUS_NUMBER, NUMBER_TOO_LARGE.
 */
export function parseMoney(text: string, style: NumberStyle = 'auto', fallback: Currency = 'RUB'): Parsed<MoneyValue> {
  const found = decimalText(tidyCell(text), style, fallback)
  if (!found.ok) return found
  const { digits, currency } = found.value
  const scale = minorDigits(currency ?? fallback)
  const negative = digits.startsWith('-')
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const kept = fraction.slice(0, scale).padEnd(scale, '0')
  const cut = fraction.slice(scale)
  const minor = BigInt(whole + kept) + (cut >= '5' ? 1n : 0n)
  if (minor > MAX_MINOR) return refused('NUMBER_TOO_LARGE')
  return parsed({ minor: negative ? -minor : minor, currency, exact: /^0*$/.test(cut) })
}

/**
 * Currency by code, sign or name in Russian or English: Bitrix24 writes «Российский рубль». Null when it is none. `home` is what the company
 * counts in: ¥ stands for yen in Japan and for yuan elsewhere.
 */
export function parseCurrency(text: string, home?: Currency): Currency | null {
  const tidy = tidyCell(text)
  const code = tidy.toUpperCase()
  if (isCurrency(code)) return code
  if (home === 'JPY' && /^[¥￥]$/.test(tidy)) return home
  return CURRENCY_WORDS.find(([pattern]) => pattern.test(tidy))?.[1] ?? null
}

const CURRENCY_WORDS: readonly (readonly [RegExp, Currency])[] = [
  [/^(₽|руб(\.|л[а-я]*)?|р\.?|rur|росс\S* рубл\S*|(russian )?rubles?)$/i, 'RUB'],
  [/^(\$|us\$|долл?(ар[а-я]*)?\.?( сша)?|(us )?dollars?)$/i, 'USD'],
  [/^(€|евро|euros?)$/i, 'EUR'],
  [/^(£|фунт[а-я]*( стерлингов)?)$/i, 'GBP'],
  [/^(₸|тенге|тг\.?|казахст\S* тенге)$/i, 'KZT'],
  [/^(₴|грн\.?|(укр\S* )?гривн?[а-я]*)$/i, 'UAH'],
  [/^(br|бел(\.|ор\S*) ?руб(\.|л[а-я]*)?)$/i, 'BYN'],
  [/^(jp¥|円|yen|japanese yen|(японск\S* )?[ий]+ен[а-я]*)$/i, 'JPY'],
  [/^(₩|won|(южнокорейск\S* )?вон[а-я]?)$/i, 'KRW'],
  [/^(¥|￥|юан[а-я]*|(китайский )?юань)$/i, 'CNY'],
  [/^(сум|soum|узб\S* сум)$/i, 'UZS'],
  [/^(₺|тур\S* лир[а-я]*)$/i, 'TRY'],
  [/^(₾|лари)$/i, 'GEL'],
  [/^(֏|драм[а-я]*)$/i, 'AMD'],
  [/^(₼|манат[а-я]*)$/i, 'AZN'],
  [/^(₹|руп[а-я]*)$/i, 'INR'],
  [/^r\$$/i, 'BRL'],
  [/^(zł|злот\S*)$/i, 'PLN'],
  [/^сом[а-я]?$/i, 'KGS'],
  [/^₮$/, 'MNT'],
]

type Decimal = { digits: string; currency: Currency | null }

/** `(1 200,50 ₽)` → `-1200.50` and RUB. */
function decimalText(tidy: string, style: NumberStyle, home?: Currency): Parsed<Decimal> {
  if (tidy === '') return refused('EMPTY')
  // A point after a letter belongs to the word: «р.500».
  const shape = /^((?:[^\d.,]|(?<=\p{L})\.)*)([\d.,](?:[\d.,\s'’]*\d)?[.,]?)(?:e([+-]?\d{1,2}))?([^\d]*)$/iu.exec(tidy)
  if (shape === null || tidy.length > LONGEST) return refused('NOT_A_NUMBER')
  const [, before = '', body = '', exponent, after = ''] = shape
  const negative = signOf(before, after)
  const word = `${before}${after}`.replace(/[-−–+()\s]/g, ' ').trim()
  const currency = word === '' ? null : parseCurrency(word, home)
  if (negative === null || (word !== '' && currency === null)) return refused('NOT_A_NUMBER')
  const digits = plainDigits(body, style)
  if (typeof digits !== 'string') return refused(digits.reason)
  const shifted = exponent === undefined ? digits : withoutExponent(digits, Number(exponent))
  const trimmed = shifted.replace(/^0+(?=\d)/, '')
  return parsed({ digits: negative && /[1-9]/.test(trimmed) ? `-${trimmed}` : trimmed, currency })
}

/** True for a minus or brackets, null when the signs contradict each other. */
function signOf(before: string, after: string): boolean | null {
  const signs = `${before}${after}`.replace(/[^-−–+()]/g, '').replace(/[−–]/g, '-')
  if (signs === '' || signs === '+') return false
  return signs === '-' || signs === '()' ? true : null
}

function plainDigits(body: string, style: NumberStyle): string | { reason: ValueReason } {
  const points = body.split('.').length - 1
  const commas = body.split(',').length - 1
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','))
  let decimalAt = -1
  if (points > 0 && commas > 0) decimalAt = last
  else if (points + commas === 1) {
    const groupLike = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)
    const decimalSign = style === 'decimal-comma' ? ',' : '.'
    if (groupLike && style === 'auto') return { reason: 'AMBIGUOUS_NUMBER' }
    if (!groupLike || body[last] === decimalSign) decimalAt = last
  }
  const whole = decimalAt === -1 ? body : body.slice(0, decimalAt)
  const fraction = decimalAt === -1 ? '' : body.slice(decimalAt + 1)
  // Groups of three; of two before the last three in India.
  const groups = /^(\d*|\d{1,3}(?:([.,\s'’])\d{2,3}(?:\2\d{2,3})*)?)$/.test(whole) && /(^|\D)\d{3}$|^\d*$/.test(whole)
  if (!groups || !/^\d*$/.test(fraction) || !/\d/.test(body)) return { reason: 'NOT_A_NUMBER' }
  const digits = whole.replace(/\D/g, '') || '0'
  return fraction === '' ? digits : `${digits}.${fraction}`
}
