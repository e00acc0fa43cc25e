import type { Language } from '#core/i18n/language.ts'
import { type Currency, currencySymbol, minorOf, wholeOf } from '#core/money/currency.ts'

/** How a cell is typed and copied: money in whole units of its currency, kept in minor units; or a plain number. */
export type CellUnit = Currency | 'number'

const words: [RegExp, number][] = [
  [/(?:млрд|bn|b)\.?$/i, 1e9],
  [/(?:млн|mln|m|м)\.?$/i, 1e6],
  [/(?:тыс|k|к|т)\.?$/i, 1e3],
]

/** Signs and words of currencies that people type and paste; a figure is of the unit that it is typed for, whatever stands beside it. */
const MONEY_WORDS = /[₽$€£¥￥円]|руб\.?|rub/gi

/**
 * Both signs at once: the last one is the decimal. One that repeats groups thousands, and so does a single one before exactly three digits of
 * money (roubles have two digits of kopecks), and in English a comma of any number. Groups that are not of three digits are a mistake.
 */
function plainNumber(text: string, unit: CellUnit, language: Language): number | undefined {
  const bare = withoutSignOf(unit, text.replace(/[\s\u00a0\u202f'’]/g, ''))
    .replace(MONEY_WORDS, '')
    .replace('−', '-')
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(bare)) return undefined
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
  if (last === -1) return Number(bare)
  const mark = bare.charAt(last)
  const both = bare.includes(',') && bare.includes('.')
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:\\${mark}\\d{3})+$`).test(bare)
  const repeated = bare.indexOf(mark) !== last
  if (repeated && !grouped) return undefined
  if (grouped && (repeated || unit !== 'number' || (language === 'en' && mark === ',')))
    return Number(bare.replaceAll(mark, ''))
  const whole = bare.slice(0, last)
  const other = mark === ',' ? '.' : ','
  if (both && !new RegExp(`^[+-]?\\d{1,3}(?:\\${other}\\d{3})+$`).test(whole)) return undefined
  return Number(`${whole.replaceAll(other, '')}.${bare.slice(last + 1)}`)
}

/** Without the code of the currency and our own sign of it: a copied figure comes back. */
function withoutSignOf(unit: CellUnit, text: string): string {
  return unit === 'number' ? text : text.replace(unit, '').replace(currencySymbol(unit), '')
}

/**
 * Takes what was typed or pasted by a reader of this language; gives minor units of money or a plain number, null for an empty cell, undefined for
 * what is not a number. Understands «1,2 млн», «500 тыс.», «500к», spaces, and both decimal signs.
 */
export function parseCell(text: string, unit: CellUnit, language: Language): number | null | undefined {
  let rest = text.trim()
  if (rest === '' || rest === '-' || rest === '—' || rest === '–') return null
  let factor = 1
  const bare = withoutSignOf(unit, rest)
    .replace(/\s*(?:[₽$€£¥￥円]|руб\.?)\s*$/i, '')
    .trim()
  for (const [word, size] of words) {
    if (!word.test(bare) || !/\d/.test(bare)) continue
    rest = bare.replace(word, '')
    factor = size
    break
  }
  const number = plainNumber(rest, unit, language)
  if (number === undefined) return undefined
  const value = unit === 'number' ? Math.round(number * factor * 1e6) / 1e6 : minorOf(number * factor, unit)
  return Number.isSafeInteger(Math.trunc(value)) ? value : undefined
}

/** What stands in the field when a cell is edited, and what Excel gets: `1234567,5`, in English `1234567.5`. */
export function cellText(value: number | null, unit: CellUnit, language: Language): string {
  if (value === null) return ''
  const text = String(unit === 'number' ? value : wholeOf(value, unit))
  return language === 'en' ? text : text.replace('.', ',')
}

/** Splits what a spreadsheet puts on the clipboard. Quoted cells may hold tabs and line ends. */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at)
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t') {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (sign === '\n') {
      rows.at(-1)?.push(cell)
      rows.push([])
      cell = ''
    } else if (sign !== '\r') cell += sign
  }
  rows.at(-1)?.push(cell)
  if (rows.length > 1 && rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '') rows.pop()
  return rows
}
