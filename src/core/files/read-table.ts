import { open, type FileHandle } from 'node:fs/promises'
import { openCsv } from './csv-source.ts'
import { FileError, type RowProblem } from './errors.ts'
import { findHeader, type Header } from './header-row.ts'
import { sniffFile } from './sniff.ts'
import { FILE_LIMITS, type FileLimits, type OpenOptions, type Table, type TableCounts, type TableRow } from './table.ts'
import { openXlsx } from './xlsx-source.ts'
import type { Zip } from './zip-reader.ts'

const BATCH_ROWS = 1_000
const PREVIEW_ROWS = 100

/** A row as its format gives it: any number of cells. */
type RawRow = { line: number; cells: string[]; strayQuote?: boolean; formulaWithoutResult?: number }

/**
 * Opens a CSV or XLSX file of unknown origin: what it is, its columns, a preview, and its rows as a stream of flat memory.
 * Content decides, not the name; options override any guess. Nothing is held open between two readings of `rows`.
 * Throws FileError (see `FileProblem`) here for what shows at the start, and while reading for what shows later.
 */
export async function openTable(path: string, options: OpenOptions = {}): Promise<Table> {
  const limits: FileLimits = { ...FILE_LIMITS, ...options.limits }
  const file = await openFile(path)
  try {
    const found = await sniffFile(path, file, limits)
    if (found.kind === 'xlsx') return await xlsxTable(found.zip, options, limits)
    const source = await openCsv(path, file, found, options, limits)
    const header = findHeader(source.sample, { line: options.headerLine, ragged: false })
    return {
      kind: 'csv',
      encoding: source.encoding,
      delimiter: source.dialect.delimiter,
      quote: source.dialect.quote,
      sheet: null,
      sheets: [],
      ...stream(source.sample, header, limits, { ragged: false }, source.read),
    }
  } finally {
    await file.close()
  }
}

async function xlsxTable(zip: Zip, options: OpenOptions, limits: FileLimits): Promise<Table> {
  const source = await openXlsx(zip, options, limits)
  const header = findHeader(source.sample, { line: options.headerLine, ragged: true })
  return {
    kind: 'xlsx',
    encoding: null,
    delimiter: null,
    quote: null,
    sheet: source.sheet.name,
    sheets: source.sheets.map(({ name, hidden }) => ({ name, hidden })),
    ...stream(source.sample, header, limits, { ragged: true }, (onProgress) => source.read(header.line, onProgress)),
  }
}

/** The part of a table that both formats share: rows below the header, fitted to the columns, counted, in batches. */
function stream(
  sample: RawRow[],
  header: Header,
  limits: FileLimits,
  shape: { ragged: boolean },
  read: (onProgress: (share: number) => void) => AsyncGenerator<RawRow[]>,
): Pick<Table, 'headerLine' | 'columns' | 'sample' | 'rows' | 'counts'> {
  const { columns } = header
  if (columns.length > limits.columns) {
    throw new FileError({ code: 'TOO_MANY_COLUMNS', count: columns.length, limit: limits.columns })
  }
  const isData = ({ line, cells }: RawRow): boolean => line > (header.line ?? 0) && !isBlank(cells)
  const fit = (row: RawRow): TableRow => fitted(row, columns.length, shape.ragged)
  const counts: TableCounts = { rows: 0, blankRows: 0, problemRows: 0, progress: 0 }
  async function* batches(): AsyncGenerator<TableRow[]> {
    Object.assign(counts, { rows: 0, blankRows: 0, problemRows: 0, progress: 0 })
    let batch: TableRow[] = []
    for await (const raws of read((share) => (counts.progress = share))) {
      for (const raw of raws) {
        if (!isData(raw)) {
          if (raw.line > (header.line ?? 0)) counts.blankRows += 1
          continue
        }
        const row = fit(raw)
        counts.rows += 1
        if (row.problem !== undefined) counts.problemRows += 1
        if (counts.rows > limits.rows) throw new FileError({ code: 'TOO_MANY_ROWS', limit: limits.rows })
        batch.push(row)
        if (batch.length === BATCH_ROWS) {
          yield batch
          batch = []
        }
      }
    }
    counts.progress = 1
    if (batch.length > 0) yield batch
  }
  return {
    headerLine: header.line,
    columns,
    sample: sample.filter(isData).slice(0, PREVIEW_ROWS).map(fit),
    rows: { [Symbol.asyncIterator]: batches },
    counts,
  }
}

/** As many cells as columns. Blank cells beyond the last column are no problem: exports end lines with delimiters. */
function fitted(raw: RawRow, width: number, ragged: boolean): TableRow {
  const { line, cells } = raw
  const found = cells.length
  let problem: RowProblem | undefined
  if (raw.strayQuote === true) problem = { code: 'STRAY_QUOTE' }
  if (found > width) {
    if (cells.slice(width).some((cell) => cell.trim() !== ''))
      problem ??= { code: 'TOO_MANY_CELLS', expected: width, found }
    cells.length = width
  } else if (found < width) {
    if (!ragged) problem ??= { code: 'TOO_FEW_CELLS', expected: width, found }
    while (cells.length < width) cells.push('')
  }
  const formula = raw.formulaWithoutResult ?? -1
  if (formula !== -1) problem ??= { code: 'FORMULA_WITHOUT_RESULT', column: formula }
  return problem === undefined ? { line, cells } : { line, cells, problem }
}

function isBlank(cells: string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '' && cell !== '\u001a') return false
  return true
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path)
  } catch (error) {
    throw new FileError({ code: 'FILE_NOT_READABLE' }, error)
  }
}
