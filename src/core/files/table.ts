import type { RowProblem } from './errors.ts'

/** Encodings that we read and find by ourselves. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'ibm866', 'koi8-r'] as const
export type Encoding = (typeof ENCODINGS)[number]

export const DELIMITERS = [',', ';', '\t', '|'] as const
export type Delimiter = string

/** A column is addressed by position: headers repeat in the field. */
export type TableColumn = {
  /** 0-based position, the index into `TableRow.cells`. */
  index: number
  /** Header as written in the file, trimmed; '' where it is blank or the file has no header. */
  name: string
  /** Unique within the file: «Товар», «Товар (2)»; the spreadsheet letter where the name is blank. */
  label: string
}

export type TableRow = {
  /** Physical line of the file where the row starts, 1-based; for XLSX the row's number. */
  line: number
  /**
   * As many as there are columns: missing ones are ''. Cells of CSV are cuts of the 256 KB chunk that they came in: copy the
   * few that you keep beyond their batch, or they keep the chunk.
   */
  cells: string[]
  problem?: RowProblem
}

/** Counts of the reading so far; start again from zero when the rows are read again. */
export type TableCounts = {
  rows: number
  blankRows: number
  problemRows: number
  /** 0…1, by bytes read of the file or of the sheet. */
  progress: number
}

export type SheetInfo = { name: string; hidden: boolean }

export type Table = {
  kind: 'csv' | 'xlsx'
  /** null for XLSX. */
  encoding: Encoding | null
  delimiter: Delimiter | null
  quote: string | null
  /** null for CSV. */
  sheet: string | null
  sheets: SheetInfo[]
  /** Line of the header row, null where the file has none. */
  headerLine: number | null
  columns: TableColumn[]
  /** First data rows, at most 100: for a preview without a second reading. */
  sample: TableRow[]
  /** Batches of at most 1,000 rows. Each iteration reads the file anew; leaving the loop closes it. */
  rows: AsyncIterable<TableRow[]>
  counts: TableCounts
}

/** What a person may set by hand where the guess was wrong. */
export type OpenOptions = {
  encoding?: Encoding
  delimiter?: Delimiter
  quote?: '"' | "'" | null
  /** Line of the header row; null says that the file has none. */
  headerLine?: number | null
  /** Name of the sheet. */
  sheet?: string
  limits?: Partial<FileLimits>
}

export type FileLimits = {
  bytes: number
  rows: number
  columns: number
  /** Characters of one CSV record. */
  recordChars: number
  /** Entries of an XLSX archive. */
  zipEntries: number
  /** Unpacked bytes of one part of an XLSX. */
  partBytes: number
  /** Unpacked ÷ packed; looked at above 32 MiB only, small repetitive sheets pack better than any bomb. */
  zipRatio: number
}

export const FILE_LIMITS: FileLimits = {
  bytes: 200 * 1024 * 1024,
  rows: 1_048_576,
  columns: 2_000,
  recordChars: 1_000_000,
  zipEntries: 5_000,
  partBytes: 3 * 1024 * 1024 * 1024,
  zipRatio: 250,
}
