import type { Language } from '#core/i18n/language.ts'
import { cellText, parseCell, type CellUnit } from './cell-text.ts'

export type GridColumn = {
  id: string
  label: string
  /** Beside the label, quieter: how many working days the month has. */
  detail?: string
  /** Over the label: the quarter of a month. */
  group?: string
  readOnly?: boolean
}

export type GridRow = {
  id: string
  label: string
  detail?: string
  /** Steps inwards: a seller under his department. */
  level?: number
  /** A sum is computed by the page and cannot be typed; a note is a sum that warns («не распределено»). */
  kind?: 'leaf' | 'sum' | 'note'
  readOnly?: boolean
  /** Columns of this row that cannot be typed, greyed: months in which the person does not work. */
  closed?: readonly string[]
  /** Drawn as a sum although it can be typed: the plan of a department. */
  strong?: boolean
}

/** Minor units of money or a plain number; null is an empty cell. */
export type CellValue = number | null
export type GridChange = { row: string; column: string; before: CellValue; after: CellValue }
export type Place = { row: number; column: number }
/** Both corners belong to it. */
export type Range = { top: number; left: number; bottom: number; right: number }

export type GridShape = {
  rows: readonly GridRow[]
  columns: readonly GridColumn[]
  value: (row: string, column: string) => CellValue
  unit: CellUnit
  language: Language
}

export function canType(shape: GridShape, { row, column }: Place): boolean {
  const line = shape.rows[row]
  const head = shape.columns[column]
  return (
    line !== undefined &&
    (line.kind ?? 'leaf') === 'leaf' &&
    !line.readOnly &&
    !head?.readOnly &&
    !(head && line.closed?.includes(head.id))
  )
}

export function rangeOf(a: Place, b: Place): Range {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  }
}

export function valueAt(shape: GridShape, { row, column }: Place): CellValue {
  const line = shape.rows[row]
  const head = shape.columns[column]
  return line && head ? shape.value(line.id, head.id) : null
}

/** The change of one cell, or nothing when it may not be typed or stays as it is. */
export function changeAt(shape: GridShape, place: Place, after: CellValue): GridChange[] {
  const line = shape.rows[place.row]
  const head = shape.columns[place.column]
  if (!line || !head || !canType(shape, place)) return []
  const before = shape.value(line.id, head.id)
  return before === after ? [] : [{ row: line.id, column: head.id, before, after }]
}

export type Pasted = {
  changes: GridChange[]
  /** Cells taken, changed or not. */
  taken: number
  /** Texts that are no numbers, with the row and the column where they would have gone. */
  skipped: { text: string; place: string }[]
  /** Cells beyond the edges. */
  outside: number
  range: Range
}

/**
 * Lays a pasted block at the range's corner. One value fills the whole range. Sums and closed rows are stepped over, so
 * that a block copied together with its total lines lands where it came from.
 */
export function paste(shape: GridShape, at: Range, block: readonly (readonly string[])[]): Pasted {
  const height = block.length
  const width = Math.max(...block.map((line) => line.length))
  const single = height === 1 && width === 1
  const bottom = single ? at.bottom : at.top + height - 1
  const right = single ? at.right : at.left + width - 1
  const result: Pasted = {
    changes: [],
    taken: 0,
    skipped: [],
    outside: 0,
    range: {
      ...at,
      bottom: Math.min(bottom, shape.rows.length - 1),
      right: Math.min(right, shape.columns.length - 1),
    },
  }
  for (let row = at.top; row <= bottom; row++) {
    for (let column = at.left; column <= right; column++) {
      const text = block[single ? 0 : row - at.top]?.[single ? 0 : column - at.left]
      if (text === undefined) continue
      if (row >= shape.rows.length || column >= shape.columns.length) {
        result.outside++
        continue
      }
      if (!canType(shape, { row, column })) continue
      const after = parseCell(text, shape.unit, shape.language)
      const place = `${shape.rows[row]?.label}, ${shape.columns[column]?.label}`
      if (after === undefined) result.skipped.push({ text, place })
      else {
        result.taken++
        result.changes.push(...changeAt(shape, { row, column }, after))
      }
    }
  }
  return result
}

/** The range as text for a spreadsheet. */
export function copyText(shape: GridShape, range: Range): string {
  const lines: string[] = []
  for (let row = range.top; row <= range.bottom; row++) {
    const cells: string[] = []
    for (let column = range.left; column <= range.right; column++) {
      cells.push(cellText(valueAt(shape, { row, column }), shape.unit, shape.language))
    }
    lines.push(cells.join('\t'))
  }
  return lines.join('\n')
}

/** Empties what may be typed in the range. */
export function clearing(shape: GridShape, range: Range): GridChange[] {
  const changes: GridChange[] = []
  for (let row = range.top; row <= range.bottom; row++) {
    for (let column = range.left; column <= range.right; column++) {
      changes.push(...changeAt(shape, { row, column }, null))
    }
  }
  return changes
}

/** Sum of a row over the columns; null when all are empty. Whole minor units, exact up to 2^53. */
export function rowSum(shape: GridShape, row: GridRow): CellValue {
  return sum(shape.columns.map((column) => shape.value(row.id, column.id)))
}

/** Sum of a column over the typed rows, totals left out. */
export function columnSum(shape: GridShape, column: GridColumn): CellValue {
  return sum(shape.rows.filter((row) => (row.kind ?? 'leaf') === 'leaf').map((row) => shape.value(row.id, column.id)))
}

export function sum(values: readonly CellValue[]): CellValue {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0)
}

export function reversed(changes: readonly GridChange[]): GridChange[] {
  return changes.map(({ row, column, before, after }) => ({ row, column, before: after, after: before }))
}
