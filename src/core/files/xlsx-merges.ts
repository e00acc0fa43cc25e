import type { Zip, ZipEntry } from './zip-reader.ts'

/** A block of merged cells over several rows, seen as its first column: `top`…`bottom` are row numbers. */
export type VerticalMerge = { column: number; top: number; bottom: number }

/** Merges stand after the rows, so finding them costs a second unpacking: done for sheets up to this size. */
const LOOKED_AT_BYTES = 64 * 1024 * 1024

/** Merges over several rows: people write a seller once and merge the cell down his deals. */
export async function verticalMerges(zip: Zip, sheet: ZipEntry): Promise<VerticalMerge[]> {
  if (sheet.unpacked > LOOKED_AT_BYTES) return []
  const merges: VerticalMerge[] = []
  let rest = ''
  for await (const chunk of zip.read(sheet)) {
    const text = rest + chunk.toString('latin1')
    for (const found of text.matchAll(/mergeCell\s[^>]*?ref="\$?([A-Z]+)\$?(\d+):\$?[A-Z]+\$?(\d+)"/g)) {
      const [, letters = '', top, bottom] = found
      if (top !== bottom) merges.push({ column: columnOfLetters(letters), top: Number(top), bottom: Number(bottom) })
    }
    rest = text.slice(Math.max(0, text.lastIndexOf('<')))
  }
  return merges.toSorted((a, b) => a.top - b.top)
}

/** Writes the value of a merged block into its lower rows as they go by. */
export class MergeFiller {
  private readonly merges: VerticalMerge[]
  private next = 0
  private active: (VerticalMerge & { value: string })[] = []

  /** Merges that start at or above `headerLine` are titles and headers: left alone. */
  constructor(merges: VerticalMerge[], headerLine: number) {
    this.merges = merges.filter(({ top }) => top > headerLine)
  }

  fill(line: number, cells: string[]): void {
    if (this.merges.length === 0) return
    this.active = this.active.filter(({ bottom }) => bottom >= line)
    for (const { column, value } of this.active) {
      if ((cells[column] ?? '') !== '') continue
      while (cells.length < column) cells.push('')
      cells[column] = value
    }
    for (let merge = this.merges[this.next]; merge !== undefined && merge.top <= line; merge = this.merges[this.next]) {
      const value = merge.top === line ? (cells[merge.column] ?? '') : ''
      if (value !== '') this.active.push({ ...merge, value })
      this.next += 1
    }
  }
}

/** 0-based column of `A`, `AB`… */
export function columnOfLetters(letters: string): number {
  let column = 0
  for (let at = 0; at < letters.length; at += 1) column = column * 26 + letters.charCodeAt(at) - 64
  return column - 1
}

/** `A`, `AB`… of a 0-based column. */
export function lettersOfColumn(column: number): string {
  let letters = ''
  for (let left = column + 1; left > 0; left = Math.floor((left - 1) / 26)) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters
  }
  return letters
}
