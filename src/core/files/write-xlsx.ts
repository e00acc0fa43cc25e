import type { WriteCell, WriteColumn, WriteRows } from './write-cells.ts'
import { contentTypes, packageRelations, styles, workbook, workbookRelations } from './xlsx-parts.ts'
import { escapeXml, sheetName, sheetText } from './xlsx-sheet.ts'
import { ZipWriter } from './zip-writer.ts'

export type XlsxStyle = { sheetName?: string }

/** Excel's limit. */
const SHEET_ROWS = 1_048_576

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
    yield* zip.part(`xl/worksheets/sheet${names.length}.xml`, sheetText(columns, source.page(SHEET_ROWS - 1)))
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
