import { DAY_MS } from '#core/calendar/day.ts'
import { numberText, printable, type WriteCell, type WriteColumn, type WriteRows } from './write-cells.ts'
import { lettersOfColumn } from './xlsx-merges.ts'
import { STYLE } from './xlsx-parts.ts'

const CHUNK_CHARS = 64 * 1024
/** Excel's limit. */
const CELL_CHARS = 32_767
const UNIX_EPOCH_SERIAL = 25_569

/**
 * One sheet of a workbook, in chunks: a bold frozen header with a filter, real numbers and dates; texts are stored as texts, so that none
 * of them can be a formula. Knows no Node: the browser writes its small tables by it too.
 */
export async function* sheetText(columns: WriteColumn[], rows: WriteRows): AsyncGenerator<string> {
  const letters = columns.map((_, index) => lettersOfColumn(index))
  const widths = columns.map(({ width, title }, index) => {
    const chars = Math.min(80, width ?? Math.max(10, title.length + 3))
    return `<col min="${index + 1}" max="${index + 1}" width="${chars}" customWidth="1"/>`
  })
  let chunk =
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>' +
    `${widths.length > 0 ? `<cols>${widths.join('')}</cols>` : ''}<sheetData><row r="1">`
  columns.forEach(({ title }, index) => (chunk += textCell(`${letters[index]}1`, title, STYLE.header)))
  chunk += '</row>'
  let line = 1
  for await (const row of rows) {
    line += 1
    chunk += `<row r="${line}">`
    for (let index = 0; index < columns.length; index += 1) {
      chunk += cell(`${letters[index]}${line}`, row[index] ?? null, columns[index])
    }
    chunk += '</row>'
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  const last = letters.at(-1)
  yield `${chunk}</sheetData>${last === undefined ? '' : `<autoFilter ref="A1:${last}${line}"/>`}</worksheet>`
}

function cell(place: string, value: WriteCell, column: WriteColumn | undefined): string {
  if (value === null || value === '') return ''
  const number = numberText(value, column)
  if (number !== null) {
    return `<c r="${place}" s="${styleOf(column)}"><v>${number}</v></c>`
  }
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (column?.kind === 'day' || column?.kind === 'moment') {
    const serial = serialOf(String(value))
    const style = column.kind === 'day' ? STYLE.day : STYLE.moment
    if (serial !== null) return `<c r="${place}" s="${style}"><v>${serial}</v></c>`
  }
  return textCell(place, String(value), STYLE.plain)
}

function styleOf(column: WriteColumn | undefined): number {
  if (column?.kind === 'share') return STYLE.share
  if (column?.kind !== 'money') return STYLE.plain
  return column.digits === 0 ? STYLE.wholeMoney : STYLE.money
}

const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, CELL_CHARS))}</t></is></c>`

/** Excel's day number of `YYYY-MM-DD[ HH:mm[:ss]]`; null before March 1900, where Excel's calendar is wrong. */
function serialOf(text: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?/.exec(text)
  if (match === null) return null
  const ms = Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}Z`)
  const serial = ms / DAY_MS + UNIX_EPOCH_SERIAL
  return serial > 60 ? serial : null
}

export function escapeXml(text: string): string {
  const clean = printable(text).replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_')
  return /[&<>"\r]/.test(clean) ? clean.replace(/[&<>"\r]/g, (sign) => ESCAPES[sign] ?? sign) : clean
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '_x000D_',
}

/** A name that Excel accepts: 31 characters, none of `[]:*?/\`, numbered from the second sheet on. */
export function sheetName(wanted: string, index: number): string {
  const suffix = index === 0 ? '' : ` (${index + 1})`
  const clean = printable(wanted)
    .replace(/[[\]:*?/\\\n\r\t]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
  return (clean === '' ? 'Sheet1' : clean).slice(0, 31 - suffix.length) + suffix
}
