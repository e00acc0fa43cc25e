/** Lines while they are being typed: figures are texts until they can be read. */
import type { Language } from '#core/i18n/language.ts'
import { type Currency, minorDigits, wholeOf } from '#core/money/currency.ts'
import { type CellUnit, parseCell } from '#web/kit/grid/cell-text.ts'
import type { LineInput } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import type { DealLine, Product } from './use-products.ts'

export interface LineDraft {
  /** For React; says nothing to the server. */
  key: number
  productId: string | null
  productName: string
  unit: string
  quantity: string
  price: string
  discount: string
  vatPercent: LineInput['vatPercent']
  /** As it was written before, if the line is an old one; of a new one the list's. */
  listPriceMinor: number | null
}

let lastKey = 0

export function newDraft(unit: string, vatPercent: LineDraft['vatPercent'] = null): LineDraft {
  lastKey += 1
  return {
    key: lastKey,
    productId: null,
    productName: '',
    unit,
    quantity: '1',
    price: '',
    discount: '',
    vatPercent,
    listPriceMinor: null,
  }
}

export function draftOf(
  line: DealLine,
  currency: Currency,
  write: (value: number, digits: number) => string,
): LineDraft {
  const { productId, productName, unit, quantity, priceMinor, discountBp, vatPercent, listPriceMinor } = line
  return {
    ...newDraft(unit),
    productId,
    productName,
    quantity: write(quantity, fractionDigits(quantity)),
    price: priceText(priceMinor, currency, write),
    discount: discountBp === 0 ? '' : write(discountBp / 100, fractionDigits(discountBp / 100)),
    vatPercent,
    listPriceMinor,
  }
}

/** A product chosen from the list brings its price, unit and VAT. */
export function withProduct(
  draft: LineDraft,
  product: Product,
  currency: Currency,
  write: (value: number, digits: number) => string,
): LineDraft {
  const minor = product.priceMinor
  return {
    ...draft,
    productId: product.id,
    productName: product.name,
    unit: product.unit,
    price: minor === null ? draft.price : priceText(minor, currency, write),
    vatPercent: product.vatPercent,
    listPriceMinor: minor,
  }
}

/** «1 234,5», «12.5», minor units of a currency; undefined when it is no figure, null when nothing is typed. */
function figureOf(text: string, unit: CellUnit, language: Language): number | null | undefined {
  const figure = parseCell(text, unit, language)
  return figure !== undefined && figure !== null && figure < 0 ? undefined : figure
}

/** A hundred billion: more is a typing error. */
const MOST_MINOR = 1e13

export type DraftField = 'productName' | 'quantity' | 'price' | 'discount'

/** The line as the server takes it, or the field that cannot be read. */
export function readDraft(
  draft: LineDraft,
  currency: Currency,
  language: Language,
): { line: LineInput; wrong: null } | { line: null; wrong: DraftField } {
  const productName = draft.productName.trim()
  if (productName === '') return { line: null, wrong: 'productName' }
  const quantity = figureOf(draft.quantity, 'number', language)
  if (quantity === undefined || quantity === null || quantity <= 0 || quantity > 1e9)
    return { line: null, wrong: 'quantity' }
  const priceMinor = figureOf(draft.price, currency, language)
  if (priceMinor === undefined || (priceMinor ?? 0) > MOST_MINOR) return { line: null, wrong: 'price' }
  const discount = figureOf(draft.discount.replace('%', ''), 'number', language)
  if (discount === undefined || (discount ?? 0) > 100) return { line: null, wrong: 'discount' }
  const line = {
    productId: draft.productId,
    productName,
    unit: draft.unit.trim() || { ru, en }[language].usualUnit,
    quantity: Math.round(quantity * 10_000) / 10_000,
    priceMinor: priceMinor ?? 0,
    discountBp: Math.round((discount ?? 0) * 100),
    vatPercent: draft.vatPercent,
  }
  return line.quantity > 0 ? { line, wrong: null } : { line: null, wrong: 'quantity' }
}

/** A line in which nothing was written is none. */
export const isBlank = ({ productName, price }: LineDraft): boolean => productName.trim() === '' && price.trim() === ''

function priceText(minor: number, currency: Currency, write: (value: number, digits: number) => string): string {
  const price = wholeOf(minor, currency)
  return write(price, Number.isInteger(price) ? 0 : minorDigits(currency))
}

function fractionDigits(value: number): number {
  const [, fraction = ''] = String(value).split('.')
  return Math.min(fraction.length, 4)
}
