import { wholeOf } from '#core/money/currency.ts'
import type { Format } from '#web/i18n/use-format.tsx'
import type { ChartTable, ChartValue } from '#web/kit/chart-table.ts'

/**
 * A table as delimited text for Excel in this language: semicolons and decimal commas, in English commas and points; a mark of UTF-8. Money in whole currency, shares as they are (0…1), so that a
 * program reads numbers and not words.
 */
export function csvOfTable(
  { head, values = [], kinds = [] }: ChartTable,
  { currency, language }: Pick<Format, 'currency' | 'language'>,
): string {
  const lines = [
    head,
    ...values.map((row) => row.map((value, place) => written(value, kinds[place] ?? 'text', { currency, language }))),
  ]
  const delimiter = language === 'ru' ? ';' : ','
  const text = lines.map((line) => line.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\r\n')
  return `\uFEFF${text}\r\n`
}

function written(
  value: ChartValue,
  kind: string,
  { currency, language }: Pick<Format, 'currency' | 'language'>,
): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  const number = kind === 'money' ? wholeOf(Math.round(value), currency) : value
  return language === 'ru' ? String(number).replace('.', ',') : String(number)
}

/** What a spreadsheet would take for a formula gets an apostrophe; a negative number is none. */
function quoted(text: string, delimiter: string): string {
  const safe = /^[=+@\t\r]/.test(text) || (text.startsWith('-') && !/^-\d+(?:[.,]\d+)?$/.test(text)) ? `'${text}` : text
  return /["\r\n]/.test(safe) || safe.includes(delimiter) ? `"${safe.replaceAll('"', '""')}"` : safe
}
