import type { Language } from '#core/i18n/language.ts'
import { numberText, printable, type WriteCell, type WriteColumn, type WriteRows } from './write-cells.ts'

export type CsvStyle = {
  /** `;` by default: what Excel opens in columns where the decimal sign is a comma. */
  delimiter?: ',' | ';' | '\t' | '|'
  /** Decimal comma and `21.06.2024` for people; point and ISO for programs. By default people's with `;`. */
  forPeople?: boolean
  /** UTF-8 mark, without which Excel takes Cyrillic for something else. True by default. */
  bom?: boolean
}

/** What a spreadsheet in this language opens in columns: where the decimal sign is a point, commas part the cells. */
export const csvStyleOf = (language: Language): CsvStyle => ({ delimiter: language === 'ru' ? ';' : ',' })

const CHUNK_CHARS = 64 * 1024

/** A table as delimited text, in chunks of about 64 KB. Lines end with CR LF. */
export async function* csvText(columns: WriteColumn[], rows: WriteRows, style: CsvStyle = {}): AsyncGenerator<string> {
  const delimiter = style.delimiter ?? ';'
  const forPeople = style.forPeople ?? delimiter === ';'
  const quoted = new RegExp(`["\\r\\n${delimiter === '\t' ? '\\t' : delimiter}]|^\\s|\\s$|^$`)
  const line = (texts: string[]): string => {
    // A line of one blank cell would be no line at all.
    const cells = texts.map((text) => (quoted.test(text) && (text !== '' || texts.length === 1) ? quote(text) : text))
    return `${cells.join(delimiter)}\r\n`
  }
  let chunk = (style.bom ?? true) ? '\ufeff' : ''
  chunk += line(columns.map(({ title }) => guarded(printable(title))))
  for await (const row of rows) {
    chunk += line(columns.map((column, index) => cellText(row[index] ?? null, column, forPeople)))
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}

/**
 * A text as it may stand in a file that a spreadsheet opens: what would be a formula gets an apostrophe in front.
 * A plain negative number is none.
 */
export function guarded(text: string): string {
  if (!/^[=+\-@\t\r\n]/.test(text)) return text
  return /^-\d+([.,]\d+)?$/.test(text) ? text : `'${text}`
}

function cellText(cell: WriteCell, column: WriteColumn, forPeople: boolean): string {
  if (cell === null) return ''
  const number = numberText(cell, column)
  if (number !== null) return forPeople ? number.replace('.', ',') : number
  const text = printable(String(cell))
  if (forPeople && (column.kind === 'day' || column.kind === 'moment')) {
    return text.replace(/^(\d{4})-(\d\d)-(\d\d)/, '$3.$2.$1')
  }
  return guarded(text)
}

const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`
