import type { TableColumn } from './table.ts'
import { lettersOfColumn } from './xlsx-merges.ts'

export type SampledRow = { line: number; cells: string[] }

export type Header = {
  /** null where the file has no header: its first filled row is data. */
  line: number | null
  columns: TableColumn[]
}

/** How deep a header may lie under titles, dates of export and blank lines. */
const SEARCHED_ROWS = 30

/**
 * Finds the header in the first rows of a table. Titles above it fill few cells; a header fills most of the table's width
 * with words. `line` overrides the search: a number takes that row, null says that there is no header.
 * `ragged` rows (XLSX) end at their last filled cell, so that a longer row is a wider table, not a broken row.
 */
export function findHeader(rows: SampledRow[], options: { line?: number | null | undefined; ragged: boolean }): Header {
  const { line, ragged } = options
  const filled = rows.filter(({ cells }) => filledCells(cells) > 0)
  const at = line === undefined ? headerPlace(filled) : filled.findIndex((row) => row.line === line)
  const header = line === null || at === -1 ? undefined : filled[at]
  const data = header === undefined ? filled : filled.slice(at + 1)
  const widest = Math.max(0, ...data.map(({ cells }) => lastFilled(cells)))
  const declared = header === undefined ? usual(data.map(({ cells }) => cells.length)) : header.cells.length
  // In delimited text one row with a cell too many adds no column; most of the rows do.
  const reached = ragged
    ? widest
    : Math.min(widest, Math.max(declared, usual(data.map(({ cells }) => lastFilled(cells)))))
  return {
    line: header?.line ?? null,
    columns: namedColumns(header?.cells ?? [], Math.max(lastFilled(header?.cells ?? []), reached)),
  }
}

/** Index of the header among the filled rows, -1 when the first row is data already. */
function headerPlace(rows: SampledRow[]): number {
  const searched = rows.slice(0, SEARCHED_ROWS)
  const widestOfWords = Math.max(0, ...searched.map(({ cells }) => (cells.some(isValue) ? 0 : filledCells(cells))))
  const enough = Math.max(1, usual(rows.map(({ cells }) => filledCells(cells))) * 0.6, widestOfWords * 0.5)
  const place = searched.findIndex(({ cells }) => filledCells(cells) >= enough)
  const candidate = searched[place]
  if (candidate === undefined) return rows.length > 0 ? 0 : -1
  const below = rows.slice(place + 1)
  return looksLikeData(candidate.cells, below) ? -1 : place
}

/** A row is data when numbers and dates stand in it wherever the rows below have them. */
function looksLikeData(cells: string[], below: SampledRow[]): boolean {
  let valueColumns = 0
  let alike = 0
  for (let column = 0; column < cells.length; column += 1) {
    const values = below.slice(0, 50).flatMap((row) => row.cells[column]?.trim() || [])
    if (values.length === 0 || values.filter(isValue).length < values.length * 0.8) continue
    valueColumns += 1
    const cell = cells[column]?.trim() ?? ''
    const periods = values.filter((value) => PERIOD.test(value)).length > values.length / 2
    // Years, months and days above money are the header of a plan.
    if (isValue(cell) && PERIOD.test(cell) === periods) alike += 1
  }
  return valueColumns > 0 && alike >= valueColumns * 0.6
}

/** Digits with the signs of numbers, dates, times and phones around them, no words. */
const isValue = (text: string): boolean => /\d/.test(text) && /^['+\-−(]?[\d\s.,:/\-+()%₽$€TZ]+$/.test(text.trim())

/** `2026`, `01.2026`, `2026-01`, `2026-01-15`, `15.01.26`. */
const PERIOD = /^((19|20)\d\d([./-]\d{1,2}){0,2}|(\d{1,2}[./-]){1,2}(19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d)$/

function namedColumns(header: string[], width: number): TableColumn[] {
  const names = Array.from({ length: width }, (_, index) => tidy(header[index] ?? ''))
  const reserved = new Set(names)
  const used = new Set<string>()
  return names.map((name, index) => {
    const base = name === '' ? lettersOfColumn(index) : name
    let label = base
    // A file may hold «Товар», «Товар» and «Товар (2)»: the third keeps its name.
    const free = (): boolean => !used.has(label) && (label === name || !reserved.has(label))
    for (let times = 2; !free(); times += 1) label = `${base} (${times})`
    used.add(label)
    return { index, name, label }
  })
}

const tidy = (name: string): string => name.replace(/[\s\u00a0\ufeff]+/g, ' ').trim()

const filledCells = (cells: string[]): number => cells.filter((cell) => cell.trim() !== '').length

const lastFilled = (cells: string[]): number => cells.findLastIndex((cell) => cell.trim() !== '') + 1

/** Median: titles, totals and broken rows are few among the rows. */
function usual(counts: number[]): number {
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0
}
