import { FileError } from './errors.ts'
import { decodeEscapes } from './shared-strings.ts'
import type { FileLimits } from './table.ts'
import { isoCellText, numberCellText } from './xlsx-cell.ts'
import type { Workbook } from './xlsx-workbook.ts'
import { attribute, XmlScanner } from './xml-scanner.ts'
import type { Zip, ZipEntry } from './zip-reader.ts'

export type SheetRow = {
  /** Row number as Excel shows it, 1-based. */
  line: number
  /** Up to the last filled cell. */
  cells: string[]
  /** Column of a formula that was saved without its result, -1 when there is none. */
  formulaWithoutResult: number
}

/** Excel's own limits; a file that steps over them was not written by a spreadsheet. */
const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384

/**
 * Rows of one sheet, as they come out of the archive; only rows that the sheet writes down are given.
 * `onProgress` takes the share of the sheet read so far. Throws FILE_BROKEN, TOO_MANY_COLUMNS and the archive's limits.
 */
export async function* sheetRows(
  zip: Zip,
  sheet: ZipEntry,
  workbook: Workbook,
  limits: FileLimits,
  onProgress?: (share: number) => void,
): AsyncGenerator<SheetRow[]> {
  const reader = new RowReader(workbook, limits)
  const scanner = new XmlScanner(reader)
  const decoder = new TextDecoder()
  let bytes = 0
  try {
    for await (const chunk of zip.read(sheet)) {
      bytes += chunk.length
      scanner.push(decoder.decode(chunk, { stream: true }))
      onProgress?.(Math.min(1, bytes / Math.max(1, sheet.unpacked)))
      if (reader.rows.length > 0) yield reader.take()
      if (reader.finished) return
    }
  } catch (error) {
    throw error instanceof FileError ? error : new FileError({ code: 'FILE_BROKEN' }, error)
  }
  if (!reader.finished) throw new FileError({ code: 'FILE_BROKEN' })
}

class RowReader {
  rows: SheetRow[] = []
  finished = false
  private readonly workbook: Workbook
  private readonly limits: FileLimits
  private row: SheetRow | null = null
  private line = 0
  private column = -1
  private type = ''
  private style = 0
  private value = ''
  private hasFormula = false
  private hasValue = false
  private inValue = false
  private phonetic = false

  constructor(workbook: Workbook, limits: FileLimits) {
    this.workbook = workbook
    this.limits = limits
  }

  take(): SheetRow[] {
    const { rows } = this
    this.rows = []
    return rows
  }

  open(name: string, attributes: string): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v') {
      this.inValue = true
      this.hasValue = true
    } else if (name === 't') {
      this.inValue = !this.phonetic
      this.hasValue = true
    } else if (name === 'row') this.openRow(attributes)
    else if (name === 'f') this.hasFormula = true
    else if (name === 'rPh') this.phonetic = true
  }

  text(text: string): void {
    if (this.inValue) this.value += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.inValue = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row' && this.row !== null) {
      this.rows.push(this.row)
      this.row = null
    } else if (name === 'sheetData') this.finished = true
    else if (name === 'rPh') this.phonetic = false
  }

  private openRow(attributes: string): void {
    const number = attribute(attributes, 'r')
    this.line = number === undefined ? this.line + 1 : Number(number)
    if (!(this.line >= 1 && this.line <= LAST_ROW)) throw new FileError({ code: 'FILE_BROKEN' })
    this.row = { line: this.line, cells: [], formulaWithoutResult: -1 }
    this.column = -1
  }

  private openCell(attributes: string): void {
    const place = attribute(attributes, 'r')
    this.column = place === undefined ? this.column + 1 : columnOfPlace(place)
    if (!(this.column >= 0 && this.column < LAST_COLUMN)) throw new FileError({ code: 'FILE_BROKEN' })
    this.type = attribute(attributes, 't') ?? 'n'
    this.style = Number(attribute(attributes, 's') ?? 0)
    this.value = ''
    this.hasFormula = false
    this.hasValue = false
  }

  private closeCell(): void {
    const { row, column } = this
    if (row === null) return
    if (this.hasFormula && !this.hasValue && row.formulaWithoutResult === -1) row.formulaWithoutResult = column
    const text = this.value === '' ? '' : this.cellText()
    if (text === '') return
    if (column >= this.limits.columns) {
      throw new FileError({ code: 'TOO_MANY_COLUMNS', count: column + 1, limit: this.limits.columns })
    }
    while (row.cells.length < column) row.cells.push('')
    row.cells[column] = text
  }

  private cellText(): string {
    const { workbook, value } = this
    switch (this.type) {
      case 's':
        return workbook.strings.at(Number(value)) ?? ''
      case 'n':
        return numberCellText(value, workbook.meanings[this.style] ?? 'number', workbook.date1904)
      case 'inlineStr':
      case 'str':
        return decodeEscapes(value)
      case 'b':
        return value === '1' || value === 'true' ? 'true' : 'false'
      case 'd':
        return isoCellText(value)
      default:
        // 'e': the error as Excel shows it, `#N/A`.
        return value
    }
  }
}

/** 0-based column of a place like `AB12`; -1 where it is none. */
function columnOfPlace(place: string): number {
  let column = 0
  for (let at = 0; at < place.length; at += 1) {
    const code = place.charCodeAt(at) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}
