import { Readable } from 'node:stream'
import type { WriteColumn, WriteRows } from './write-cells.ts'
import { csvText, type CsvStyle } from './write-csv.ts'
import { xlsxBytes, type XlsxStyle } from './write-xlsx.ts'

export type WriteFormat = ({ format: 'csv' } & CsvStyle) | ({ format: 'xlsx' } & XlsxStyle)

export const CONTENT_TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** A table as a stream of bytes, for an HTTP answer. Rows are asked for as fast as the receiver takes them. */
export function tableStream(columns: WriteColumn[], rows: WriteRows, style: WriteFormat): Readable {
  const chunks = style.format === 'csv' ? csvText(columns, rows, style) : xlsxBytes(columns, rows, style)
  return Readable.from(chunks, { objectMode: false })
}
