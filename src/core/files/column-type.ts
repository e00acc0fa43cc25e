import { parseEmails, parsePhones } from './contact-values.ts'
import { type DateOrder, parseDate } from './date-value.ts'
import { normalizeInn } from './name-values.ts'
import { type NumberStyle, parseMoney, parseNumber } from './number-value.ts'

export type ColumnType =
  | 'empty'
  | 'id'
  | 'money'
  | 'number'
  | 'date'
  | 'phone'
  | 'email'
  | 'inn'
  | 'url'
  | 'choice'
  | 'text'

export type TypeGuess = {
  type: ColumnType
  /** Share of the values that read as this type, 0…1. */
  share: number
  /** Days for dates, numbers for numbers and money, null for the rest. */
  min: string | number | null
  max: string | number | null
}

const SURE = 0.9
const CHOICES = 50

/** What the values of a column are. `values` is a sample: tidy, without empty marks, repeats included. */
export function guessType(
  values: string[],
  distinct: { inSample: number; inAll: number },
  order: DateOrder,
  style: NumberStyle,
): TypeGuess {
  if (values.length === 0) return { type: 'empty', share: 0, min: null, max: null }
  const share = (test: (value: string) => boolean): number => values.filter(test).length / values.length
  const found = (type: ColumnType, part: number): TypeGuess => ({ type, share: part, min: null, max: null })

  const emails = share((value) => value.includes('@') && parseEmails(value).length > 0)
  if (emails >= SURE) return found('email', emails)
  const urls = share((value) => /^(https?:\/\/|www\.)\S+$/i.test(value))
  if (urls >= SURE) return found('url', urls)

  const days = values.flatMap((value) => dayOf(value, order))
  if (days.length >= values.length * SURE) return { type: 'date', share: days.length / values.length, ...range(days) }

  const inns = share((value) => /^\d{10}(\d\d)?$/.test(value) && normalizeInn(value).ok)
  if (inns >= SURE && values.length >= 3) return found('inn', inns)
  const phones = share(looksLikePhone)
  if (phones >= 0.8) return found('phone', phones)

  const numbers = values.flatMap((value) => numberOf(value, style))
  const numeric = numbers.length / values.length
  if (numeric >= SURE) {
    if (looksLikeNumericId(values, numbers, distinct.inSample)) return found('id', numeric)
    return { type: looksLikeMoney(values) ? 'money' : 'number', share: numeric, ...range(numbers) }
  }

  const tokens = share((value) => /^[\p{L}\p{N}_{}:#/-]+$/u.test(value) && /\d/.test(value))
  if (tokens >= SURE && distinct.inSample >= values.length * 0.98 && values.length >= 5 && evenLengths(values))
    return found('id', tokens)
  const few = distinct.inAll <= CHOICES && values.length >= distinct.inSample * 3
  if (few && values.every((value) => value.length <= 80)) return found('choice', 1)
  return found('text', 1)
}

function dayOf(value: string, order: DateOrder): string[] {
  // A bare number is a date only when its digits say so: Excel's day numbers look like any amount.
  if (/^[\d.,]*$/.test(value) && !/^(19|20)\d{6}$/.test(value) && !/^\d+([-/.])\d+\1\d+$/.test(value)) return []
  const date = parseDate(value, order)
  return date.ok ? [date.value.day] : []
}

function numberOf(value: string, style: NumberStyle): number[] {
  const number = parseNumber(value, style)
  if (number.ok) return [number.value]
  const money = parseMoney(value, style)
  return money.ok ? [Number(money.value.minor) / 100] : []
}

/** Bare digits are a phone only in the Russian shapes; a sign, brackets or dashes tell the others. */
function looksLikePhone(value: string): boolean {
  if (/^\d+$/.test(value)) return /^([78]\d{10}|9\d{9})$/.test(value)
  if (!/^[^.,]*[+(-]/.test(value.replace(/^-/, '')) || value.replace(/\D/g, '').length < 9) return false
  return parsePhones(value).length > 0
}

/** Numbers of one length or close to each other, none twice: keys of another system or line numbers. */
function looksLikeNumericId(values: string[], numbers: number[], distinct: number): boolean {
  if (values.length < 5 || distinct < values.length * 0.95) return false
  if (!values.every((value) => /^\d+([.,]0+)?$/.test(value))) return false
  const span = range(numbers)
  return (evenLengths(values) && values[0]!.length >= 5) || Number(span.max) - Number(span.min) < values.length * 3
}

/** A currency, groups of thousands, or fractions of two digits throughout. */
function looksLikeMoney(values: string[]): boolean {
  const signed = values.filter((value) => /[₽$€£₸₴¥]|руб|р\.|[A-Z]{3}/.test(value)).length
  if (signed >= values.length * 0.3) return true
  const fractions = values.filter((value) => /\d[.,]\d+$/.test(value))
  if (fractions.length >= values.length * 0.5 && fractions.every((value) => /[.,]\d\d$/.test(value))) return true
  return values.filter((value) => /\d[\s']\d{3}(\D|$)/.test(value)).length >= values.length * 0.3
}

function evenLengths(values: string[]): boolean {
  const lengths = new Map<number, number>()
  for (const { length } of values) lengths.set(length, (lengths.get(length) ?? 0) + 1)
  return Math.max(...lengths.values()) >= values.length * 0.9
}

function range<T extends string | number>(values: T[]): { min: T; max: T } {
  return values.reduce(
    (span, value) => ({ min: value < span.min ? value : span.min, max: value > span.max ? value : span.max }),
    {
      min: values[0]!,
      max: values[0]!,
    },
  )
}
