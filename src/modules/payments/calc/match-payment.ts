/** Which invoices a payment of a bank statement is for: by the numbers that it names, else by the sum that is owed. */
import { allocate } from './allocation.ts'

export interface MatchableInvoice {
  id: string
  number: string
  companyId: string | null
  dealId: string
  ownerId: string | null
  dueOn: string
  currency: string
  totalMinor: number
  paidMinor: number
}

/** Numbers after «счёт», «сч.», «invoice» in the purpose of a payment; «от 01.11.2026» and the like are none. */
export function invoiceNumbersIn(purpose: string): string[] {
  const found = purpose.matchAll(
    /(?:сч[её]т(?:[ауе]|ам|ов)?|сч\.|invoice)\s*(?:на\s+оплату\s*)?(?:№|n[oо]?\.?|#)?\s*((?:[\p{L}]{0,6}[-/]?)?\d[\p{L}\d/-]*(?:\s*[,;и]\s*(?:№\s*)?(?:[\p{L}]{0,6}[-/])?\d[\p{L}\d/-]*(?![.\d]))*)/giu,
  )
  return [...found]
    .flatMap(([, list = '']) => list.split(/[,;]|\sи\s/u))
    .map((number) => number.replace(/^[\s№]+|\s+$/gu, ''))
    .filter((number) => number !== '')
}

/** Case, spaces and signs do not matter; leading zeros, which 1С puts, neither. */
export function numberKey(number: string): string {
  return number
    .toUpperCase()
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .split(' ')
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .filter((part) => part !== '0')
    .join(' ')
}

/** The last run of digits without leading zeros: what is left of «МС-0007» when the prefix was not written. */
function tail(number: string): string {
  return /(\d+)\D*$/.exec(number)?.[1]?.replace(/^0+(?=\d)/, '') ?? ''
}

export type MatchNote = 'INVOICE_NOT_FOUND' | 'INVOICE_OVERPAID'

export interface Matched {
  parts: { invoice: MatchableInvoice | null; amountMinor: number }[]
  note: MatchNote | null
}

/**
 * Parts sum to the amount exactly. `own`: invoices of the payer; `all`: any, for a number that is named in full by whoever is not known.
 * A named invoice is paid first, in the order of the names; without a name the only one that is owed just so much; what is left is an advance.
 */
export function matchPayment(
  amountMinor: number,
  numbers: readonly string[],
  { own, all }: { own: readonly MatchableInvoice[]; all: readonly MatchableInvoice[] },
): Matched {
  const named = numbers.flatMap((number) => byNumber(number, own, all) ?? [])
  const room = (invoice: MatchableInvoice) =>
    amountMinor > 0 ? invoice.totalMinor - invoice.paidMinor : invoice.paidMinor
  const same = own.filter((invoice) => room(invoice) === Math.abs(amountMinor))
  const chosen = named.length > 0 ? named : same.length === 1 ? same : []
  const open = chosen.map((invoice, index) => ({
    id: invoice.id,
    dueOn: String(index).padStart(3, '0'),
    owedMinor: Math.max(0, room(invoice)),
  }))
  const sign = amountMinor < 0 ? -1 : 1
  const parts = allocate(Math.abs(amountMinor), open).map((part) => ({
    invoice: chosen.find(({ id }) => id === part.invoiceId) ?? null,
    amountMinor: sign * part.amountMinor,
  }))
  const hasRest = parts.some(({ invoice }) => invoice === null)
  return { parts, note: !hasRest ? null : chosen.length === 0 ? 'INVOICE_NOT_FOUND' : 'INVOICE_OVERPAID' }
}

function byNumber(
  number: string,
  own: readonly MatchableInvoice[],
  all: readonly MatchableInvoice[],
): MatchableInvoice | undefined {
  const key = numberKey(number)
  const exact = (invoice: MatchableInvoice) => numberKey(invoice.number) === key
  // Digits alone tell only among the invoices of the payer himself.
  const ending = own.filter((invoice) => tail(invoice.number) === tail(number) && tail(number) !== '')
  return own.find(exact) ?? (ending.length === 1 ? ending[0] : undefined) ?? all.find(exact)
}
