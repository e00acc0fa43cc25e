import { FileError } from './errors.ts'
import type { FileLimits, OpenOptions } from './table.ts'
import { MergeFiller, verticalMerges } from './xlsx-merges.ts'
import { sheetRows, type SheetRow } from './xlsx-rows.ts'
import { readWorkbook, type WorkbookSheet } from './xlsx-workbook.ts'
import type { Zip } from './zip-reader.ts'

export type XlsxSource = {
  sheet: WorkbookSheet
  sheets: WorkbookSheet[]
  /** First rows, for the header and the preview. */
  sample: SheetRow[]
  /** All rows of the sheet, merged blocks below the header filled; each call reads it anew. */
  read: (headerLine: number | null, onProgress: (share: number) => void) => AsyncGenerator<SheetRow[]>
}

const SAMPLE_ROWS = 300

/** The named sheet, or the first visible one that holds anything. Throws SHEET_NOT_FOUND, SHEET_IS_EMPTY, FILE_BROKEN. */
export async function openXlsx(zip: Zip, options: OpenOptions, limits: FileLimits): Promise<XlsxSource> {
  const workbook = await readWorkbook(zip)
  const { sheets } = workbook
  const names = sheets.map(({ name }) => name)
  const visible = sheets.filter(({ hidden }) => !hidden)
  const wanted = options.sheet === undefined ? visible : sheets.filter(({ name }) => name === options.sheet)
  if (options.sheet !== undefined && wanted.length === 0) {
    throw new FileError({ code: 'SHEET_NOT_FOUND', sheet: options.sheet, sheets: names })
  }
  for (const sheet of wanted) {
    const sample = await firstRows(sheetRows(zip, sheet.part, workbook, limits))
    if (!sample.some(({ cells }) => cells.some((cell) => cell.trim() !== ''))) continue
    const merges = await verticalMerges(zip, sheet.part)
    return {
      sheet,
      sheets,
      sample,
      read: async function* (headerLine, onProgress) {
        const filler = new MergeFiller(merges, headerLine ?? 0)
        for await (const rows of sheetRows(zip, sheet.part, workbook, limits, onProgress)) {
          for (const { line, cells } of rows) filler.fill(line, cells)
          yield rows
        }
      },
    }
  }
  throw new FileError({ code: 'SHEET_IS_EMPTY', sheet: (wanted[0] ?? sheets[0])?.name ?? '' })
}

async function firstRows(batches: AsyncGenerator<SheetRow[]>): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of batches) {
    rows.push(...batch)
    if (rows.length >= SAMPLE_ROWS) break
  }
  return rows.slice(0, SAMPLE_ROWS)
}
