/** A price list as it is pasted from a spreadsheet: one product a line, columns by tab or semicolon. */
import { parseMoney } from '#core/files/number-value.ts'
import type { Currency } from '#core/money/currency.ts'
import { VAT_PERCENTS, type VatPercent } from './line-sums.ts'

export interface PastedProduct {
  /** 1-based line of the text. */
  line: number
  name: string
  /** Null: the line says no price. */
  priceMinor: number | null
  /** Undefined: not said, what is known stays. */
  group?: string | undefined
  unit?: string | undefined
  code?: string | undefined
  /** Null: «без НДС»; undefined: not said. */
  vatPercent?: VatPercent | null | undefined
}

export type PasteProblem = 'NAME_MISSING' | 'PRICE_BROKEN' | 'VAT_BROKEN' | 'REPEATED' | 'TOO_LONG'

export interface Pasted {
  rows: PastedProduct[]
  problems: { line: number; text: string; problem: PasteProblem }[]
}

const HEADERS: Record<string, keyof Omit<PastedProduct, 'line'>> = {
  товар: 'name', название: 'name', наименование: 'name', номенклатура: 'name', product: 'name', name: 'name',
  цена: 'priceMinor', price: 'priceMinor', стоимость: 'priceMinor',
  группа: 'group', категория: 'group', group: 'group', category: 'group',
  'ед': 'unit', 'ед изм': 'unit', единица: 'unit', unit: 'unit', 'единица измерения': 'unit',
  ндс: 'vatPercent', 'ставка ндс': 'vatPercent', vat: 'vatPercent',
  артикул: 'code', код: 'code', sku: 'code', code: 'code',
} // prettier-ignore
/** A hundred billion: more is a typing error. */
const MOST_MINOR = 10_000_000_000_000n
/** Without a line of headers. */
const USUAL_ORDER = ['name', 'priceMinor', 'unit', 'vatPercent', 'group', 'code'] as const

/** Reads what was pasted; a line that cannot be read is told and left out. Order of columns by the line of headers, else name, price, unit, VAT, group, code. */
export function readPriceList(text: string, currency: Currency): Pasted {
  const lines = text.split(/\r?\n/)
  const separator = lines.some((line) => line.includes('\t')) ? '\t' : ';'
  const cellsOf = (line: string) => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/s, '$1'))
  const first = lines.findIndex((line) => line.trim() !== '')
  const head = first === -1 ? [] : cellsOf(lines[first] ?? '').map((cell) => HEADERS[headerKey(cell)])
  const hasHead = head.includes('name')
  const columns = hasHead ? head : USUAL_ORDER
  const result: Pasted = { rows: [], problems: [] }
  const seen = new Set<string>()
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || (hasHead && index === first)) continue
    const cells = cellsOf(line)
    const given = (column: string) => cells[columns.findIndex((one) => one === column)] ?? ''
    const told = (problem: PasteProblem) => result.problems.push({ line: index + 1, text: line.slice(0, 200), problem })
    const row = readRow(index + 1, given, currency)
    if (typeof row === 'string') told(row)
    else if (seen.has(row.name.toLowerCase())) told('REPEATED')
    else {
      seen.add(row.name.toLowerCase())
      result.rows.push(row)
    }
  }
  return result
}

function readRow(line: number, given: (column: string) => string, currency: Currency): PastedProduct | PasteProblem {
  const name = given('name').replaceAll(/\s+/g, ' ')
  if (name === '') return 'NAME_MISSING'
  if (name.length > 300 || given('group').length > 200 || given('unit').length > 30 || given('code').length > 100)
    return 'TOO_LONG'
  const price = given('priceMinor')
  const priceMinor = price === '' ? null : priceOf(price, currency)
  if (priceMinor === undefined) return 'PRICE_BROKEN'
  const vat = given('vatPercent')
  const vatPercent = vat === '' ? undefined : vatOf(vat)
  if (vat !== '' && vatPercent === undefined) return 'VAT_BROKEN'
  return {
    line,
    name,
    priceMinor,
    group: given('group') || undefined,
    unit: given('unit') || undefined,
    code: given('code') || undefined,
    vatPercent,
  }
}

/** «12 500,50 ₽», «1,250.00»; undefined when it is no price. */
function priceOf(text: string, currency: Currency): number | undefined {
  // A single sign before three digits groups thousands: prices have no thousandths.
  const plain = text.replace(/^(\D*[1-9]\d{0,2})[.,](\d{3}\D*)$/, '$1$2')
  const read = parseMoney(plain, 'auto', currency)
  if (!read.ok || (read.value.currency ?? currency) !== currency) return undefined
  const { minor } = read.value
  return minor >= 0n && minor <= MOST_MINOR ? Number(minor) : undefined
}

function vatOf(text: string): VatPercent | null | undefined {
  if (/^без|^нет$|^no/i.test(text)) return null
  const share = /^0[.,]\d+$/.test(text)
  const number = Number(text.replace('%', '').replace(',', '.').trim()) * (share ? 100 : 1)
  return VAT_PERCENTS.find((percent) => percent === Math.round(number * 100) / 100)
}

function headerKey(cell: string): string {
  return cell
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\s]/gu, ' ')
    .replace(/(?<=\s)(руб|rub|р)(?=\s|$)/u, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
