import { type Currency, wholeOf } from '#core/money/currency.ts'
import type { ChartTable, ChartValue } from '#web/kit/chart-table.ts'

/**
 * A table as delimited text for Excel: semicolons, decimal commas, a mark of UTF-8. Money in whole currency, shares as they are (0…1), so that a
 * program reads numbers and not words.
 */
export function csvOfTable({ head, values = [], kinds = [] }: ChartTable, currency: Currency): string {
  const lines = [
    head,
    ...values.map((row) => row.map((value, place) => written(value, kinds[place] ?? 'text', currency))),
  ]
  return `\uFEFF${lines.map((line) => line.map(quoted).join(';')).join('\r\n')}\r\n`
}

function written(value: ChartValue, kind: string, currency: Currency): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  const number = kind === 'money' ? wholeOf(Math.round(value), currency) : value
  return String(number).replace('.', ',')
}

/** What a spreadsheet would take for a formula gets an apostrophe; a negative number is none. */
function quoted(text: string): string {
  const safe = /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-\d+(?:,\d+)?$/.test(text)) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
