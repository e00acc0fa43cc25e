import { CsvScanner, type CsvRecord, type Dialect } from './csv-scanner.ts'
import { FileError } from './errors.ts'
import { DELIMITERS } from './table.ts'

export type DialectGuess = Dialect & {
  /** The first line is Excel's `sep=;`: no row of the table. */
  sepLine: boolean
}

const SAMPLE_RECORDS = 300

/**
 * Delimiter, quote and line end of a text, by trying each pair on its beginning and scoring how even the records come out.
 * `sample` may end amid a record unless `whole` says that it is all of the file.
 */
export function sniffDialect(sample: string, whole: boolean): DialectGuess {
  const lineEnd = lineEndOf(sample)
  const sep = /^sep=(.)\r?(?:\n|\r|$)/i.exec(sample)
  const text = sep === null ? sample : sample.slice(sep[0].length)
  const delimiters = sep === null ? DELIMITERS : [sep[1]!]
  let best: { guess: Dialect; score: number } = { guess: { delimiter: ',', quote: '"', lineEnd }, score: 0 }
  for (const quote of quotesOf(text)) {
    for (const delimiter of delimiters) {
      if (quote === null && !quotesAreLetters(text, delimiter)) continue
      const guess: Dialect = { delimiter, quote, lineEnd }
      const score = evenness(sampleRecords(text, guess, whole), delimiter)
      if (score > best.score) best = { guess, score }
    }
  }
  if (best.score === 0 && sep !== null) best.guess.delimiter = sep[1]!
  return { ...best.guess, sepLine: sep !== null }
}

/** Records at the start of a text; what cannot be read under this dialect ends the sample. */
export function sampleRecords(text: string, dialect: Dialect, whole: boolean): CsvRecord[] {
  const scanner = new CsvScanner(dialect, { recordChars: text.length + 1 })
  const records: CsvRecord[] = []
  try {
    for (let at = 0; at < text.length && records.length < SAMPLE_RECORDS; at += 4096) {
      records.push(...scanner.push(text.slice(at, at + 4096)))
    }
    if (whole && records.length < SAMPLE_RECORDS) records.push(...scanner.end())
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    records.push({ line: 0, cells: [], strayQuote: true })
  }
  return records.slice(0, SAMPLE_RECORDS)
}

/** 0 for "no delimiter at all"; grows with the share of records of the usual width and slowly with that width. */
function evenness(records: CsvRecord[], delimiter: string): number {
  const filled = records.filter((record) => record.strayQuote || record.cells.some((cell) => cell.trim() !== ''))
  const widths = new Map<number, number>()
  for (const { cells } of filled) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  // The usual width; of two equally usual the wider, so that titles above a short table do not win.
  const [width, rows] = [...widths].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])
  if (width < 2) return 0
  const header = filled.find(({ cells }) => cells.length > 1)
  const usual = filled.filter(({ cells }) => cells.length === width)
  let score = (rows / filled.length) ** 2 * Math.log2(width + 1)
  // A delimiter of the table stands in its header too; a decimal comma does not.
  if (header !== undefined && header.cells.length !== width) score *= 0.4
  if (delimiter === ',' && usual.every(({ cells }) => cells.some(isDecimalSplit))) {
    // One column of «3,50» under a header without a comma is no two columns.
    if (width === 2 && filled.length > usual.length) return 0
    score *= 0.3
  }
  const strays = filled.filter((record) => record.strayQuote).length
  return score * (1 - strays / filled.length) ** 2
}

/** «1 200,50» cut in two: digits at the end of one cell, one to three digits at the start of the next. */
function isDecimalSplit(cell: string, index: number, cells: string[]): boolean {
  const next = cells[index + 1]
  return next !== undefined && /\d$/.test(cell) && /^\d{1,3}(?!\d)/.test(next)
}

function lineEndOf(text: string): '\n' | '\r' {
  return text.includes('\r') && !text.includes('\n') ? '\r' : '\n'
}

/**
 * «"Ромашка" ООО» in a text that never wraps cells: there a quote is a letter. An odd quote in a line is a quote that was
 * not closed, and must be told rather than read.
 */
function quotesAreLetters(text: string, delimiter: string): boolean {
  const lines = text.split(/\r\n|\n|\r/).slice(0, SAMPLE_RECORDS)
  return lines.every((line) => {
    const even = line.split('"').length % 2 === 1
    return even && !line.split(delimiter).some((cell) => cell.length > 1 && cell.startsWith('"') && cell.endsWith('"'))
  })
}

/** Quotes worth trying. The apostrophe only where cells are wrapped in pairs: amoCRM puts one before each phone. */
function quotesOf(text: string): (string | null)[] {
  if (text.includes('"')) return ['"', null]
  const wrapped = text.match(/(?<=^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/g)?.length ?? 0
  const opened = text.match(/(?<=^|[,;\t|\n])'/g)?.length ?? 0
  return wrapped >= 3 && wrapped === opened ? ["'"] : ['"']
}
