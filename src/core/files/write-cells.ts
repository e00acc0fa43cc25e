/** How a column is written. */
export type WriteColumn = {
  title: string
  /**
   * `text` by default. `money`: whole minor units, `digits` of them after the point (2). `day`: `YYYY-MM-DD`.
   * `moment`: `YYYY-MM-DD HH:mm:ss` of the reader's zone, already converted. `share`: 0…1, shown as per cent by XLSX.
   */
  kind?: 'text' | 'number' | 'money' | 'day' | 'moment' | 'share'
  digits?: number
  /** Width in characters, for XLSX. */
  width?: number
}

export type WriteCell = string | number | bigint | boolean | null

export type WriteRows = AsyncIterable<WriteCell[]> | Iterable<WriteCell[]>

/** Minor units as a decimal text with a point, exact: 123456 with 2 digits → `1234.56`. */
export function decimalOfMinor(minor: number | bigint, digits: number): string {
  const text = String(minor)
  const sign = text.startsWith('-') ? '-' : ''
  const all = text.slice(sign.length).padStart(digits + 1, '0')
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`
}

/** The number of a cell as text with a point; null when the cell is no number and must be written as text. */
export function numberText(cell: WriteCell, column: WriteColumn | undefined): string | null {
  if (typeof cell === 'bigint' || (typeof cell === 'number' && Number.isFinite(cell))) {
    return column?.kind === 'money' ? decimalOfMinor(cell, column.digits ?? 2) : String(cell)
  }
  return null
}

/** Without the control characters that neither a sheet nor a text file may hold. */
export function printable(text: string): string {
  const clean = UNPRINTABLE.test(text) ? text.replace(new RegExp(UNPRINTABLE, 'g'), '') : text
  return clean.isWellFormed() ? clean : clean.toWellFormed()
}

// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/
