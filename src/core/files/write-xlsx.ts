import { numberText, printable, type WriteCell, type WriteColumn, type WriteRows } from './write-cells.ts'
import { lettersOfColumn } from './xlsx-merges.ts'
import { contentTypes, packageRelations, STYLE, styles, workbook, workbookRelations } from './xlsx-parts.ts'
import { ZipWriter } from './zip-writer.ts'

export type XlsxStyle = { sheetName?: string }

const CHUNK_CHARS = 64 * 1024
/** Excel's limits. */
const SHEET_ROWS = 1_048_576
const CELL_CHARS = 32_767
const DAY_MS = 86_400_000
const UNIX_EPOCH_SERIAL = 25_569

/**
 * A table as an XLSX workbook, in chunks: real numbers and dates, a bold frozen header with a filter. Rows beyond what a sheet
 * holds go on in a second one. Texts are stored as texts, so that none of them can be a formula.
 */
export async function* xlsxBytes(
  columns: WriteColumn[],
  rows: WriteRows,
  style: XlsxStyle = {},
): AsyncGenerator<Buffer> {
  const zip = new ZipWriter()
  const source = new Pages(rows)
  const names: string[] = []
  do {
    names.push(sheetName(style.sheetName ?? 'Sheet1', names.length))
    yield* zip.part(`xl/worksheets/sheet${names.length}.xml`, sheet(columns, source))
  } while (await source.more())
  yield* zip.part('xl/styles.xml', [styles])
  yield* zip.part('xl/workbook.xml', [workbook(names.map(escapeXml))])
  yield* zip.part('xl/_rels/workbook.xml.rels', [workbookRelations(names.length)])
  yield* zip.part('_rels/.rels', [packageRelations])
  yield* zip.part('[Content_Types].xml', [contentTypes(names.length)])
  yield zip.end()
}

/** Rows given out in pages of a sheet's size; looks one row ahead to know whether another sheet is needed. */
class Pages {
  private readonly iterator: AsyncIterator<WriteCell[]> | Iterator<WriteCell[]>
  private ahead: Promise<IteratorResult<WriteCell[]>> | null = null

  constructor(rows: WriteRows) {
    this.iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]()
  }

  async more(): Promise<boolean> {
    this.ahead ??= Promise.resolve(this.iterator.next())
    return (await this.ahead).done !== true
  }

  async *page(size: number): AsyncGenerator<WriteCell[]> {
    let finished = false
    try {
      for (let taken = 0; taken < size && (await this.more()); taken += 1) {
        const next = await this.ahead!
        this.ahead = null
        yield next.value as WriteCell[]
      }
      finished = true
    } finally {
      // Left early: let the source close its cursor.
      if (!finished) await this.iterator.return?.()
    }
  }
}

async function* sheet(columns: WriteColumn[], source: Pages): AsyncGenerator<string> {
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
  for await (const row of source.page(SHEET_ROWS - 1)) {
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
    const style = column?.kind === 'money' ? (column.digits === 0 ? STYLE.wholeMoney : STYLE.money) : STYLE.plain
    return `<c r="${place}" s="${style}"><v>${number}</v></c>`
  }
  if (typeof value === 'boolean') return `<c r="${place}" t="b"><v>${value ? 1 : 0}</v></c>`
  if (column?.kind === 'day' || column?.kind === 'moment') {
    const serial = serialOf(String(value))
    const style = column.kind === 'day' ? STYLE.day : STYLE.moment
    if (serial !== null) return `<c r="${place}" s="${style}"><v>${serial}</v></c>`
  }
  return textCell(place, String(value), STYLE.plain)
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

function escapeXml(text: string): string {
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
function sheetName(wanted: string, index: number): string {
  const suffix = index === 0 ? '' : ` (${index + 1})`
  const clean = printable(wanted)
    .replace(/[[\]:*?/\\\n\r\t]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim()
  return (clean === '' ? 'Sheet1' : clean).slice(0, 31 - suffix.length) + suffix
}
