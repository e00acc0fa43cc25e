import {
  DateOrderEvidence,
  type DateOrderGuess,
  NumberStyleEvidence,
  type NumberStyleGuess,
} from './column-evidence.ts'
import { guessType, type TypeGuess } from './column-type.ts'
import { isEmptyMark } from './id-value.ts'
import { tidyCell } from './parsed.ts'
import type { TableColumn, TableRow } from './table.ts'

export type ColumnProfile = TypeGuess & {
  column: TableColumn
  /** Cells that hold a value, of all rows seen; empty marks are no values. */
  filledShare: number
  /** Different values, at most `DISTINCT_CAP`. */
  distinct: number
  distinctCapped: boolean
  /** The most frequent values with their counts over all rows, first ten; all of them for a choice. */
  values: { text: string; count: number }[]
  /** Null unless dates were seen. Decided over all rows, not over the sample. */
  dateOrder: DateOrderGuess | null
  numberStyle: NumberStyleGuess
}

const FIRST = 1_000
const RESERVOIR = 1_000
const DISTINCT_CAP = 1_000

/**
 * Learns what the columns of a table hold while its rows go by. Types come from the first 1,000 values and 1,000 more
 * picked evenly from the rest; the order of dates and the decimal sign from every value, since one `26-02-2018` decides.
 */
export class TableProfiler {
  private readonly columns: ColumnLearner[]
  private rows = 0

  constructor(columns: TableColumn[]) {
    this.columns = columns.map((column) => new ColumnLearner(column))
  }

  add(rows: TableRow[]): void {
    this.rows += rows.length
    for (const learner of this.columns) for (const row of rows) learner.add(row.cells[learner.column.index] ?? '')
  }

  profiles(): ColumnProfile[] {
    return this.columns.map((learner) => learner.profile(this.rows))
  }
}

class ColumnLearner {
  readonly column: TableColumn
  private readonly counts = new Map<string, number>()
  private readonly sample: string[] = []
  private readonly order = new DateOrderEvidence()
  private readonly style = new NumberStyleEvidence()
  private filled = 0
  private capped = false
  /** What the first values turned out to be decides which evidence the rest can still give. */
  private watched: 'all' | 'date' | 'number' | 'nothing' = 'all'
  private random = 1

  constructor(column: TableColumn) {
    this.column = column
  }

  add(cell: string): void {
    if (cell === '') return
    const known = this.counts.get(cell)
    if (known !== undefined) this.counts.set(cell, known + 1)
    else if (isEmptyMark(cell)) return
    this.filled += 1
    if (known === undefined) this.learn(cell)
    this.pick(cell)
    if (this.filled === FIRST) {
      const { type } = this.guess()
      this.watched = type === 'date' ? 'date' : type === 'number' || type === 'money' ? 'number' : 'nothing'
    }
  }

  profile(rows: number): ColumnProfile {
    const guess = this.guess()
    const frequent = [...this.counts].map(([text, count]) => ({ text, count })).toSorted((a, b) => b.count - a.count)
    return {
      ...guess,
      column: this.column,
      filledShare: rows === 0 ? 0 : this.filled / rows,
      distinct: this.counts.size,
      distinctCapped: this.capped,
      values: guess.type === 'choice' ? frequent : frequent.slice(0, 10),
      dateOrder: guess.type === 'date' ? this.order.guess() : null,
      numberStyle: this.style.guess(),
    }
  }

  /** What a value not met before tells. */
  private learn(cell: string): void {
    if (this.counts.size < DISTINCT_CAP) this.counts.set(ownCopy(cell), 1)
    else this.capped = true
    if (this.watched === 'nothing' || cell.length > 40 || !/\d/.test(cell)) return
    const tidy = tidyCell(cell)
    if (this.watched !== 'number') this.order.add(tidy)
    if (this.watched !== 'date') this.style.add(tidy)
  }

  private guess(): TypeGuess {
    const values = this.sample.map(tidyCell)
    const distinct = {
      inSample: new Set(values).size,
      inAll: this.capped ? Number.POSITIVE_INFINITY : this.counts.size,
    }
    return guessType(values, distinct, this.order.guess()?.order ?? 'DMY', this.style.guess().style)
  }

  /** The first values, then a reservoir; the generator is seeded, so that a file always has the same profile. */
  private pick(cell: string): void {
    if (this.sample.length < FIRST + RESERVOIR) {
      this.sample.push(ownCopy(cell))
      return
    }
    this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0
    const place = Math.floor((this.random / 2 ** 32) * (this.filled - FIRST))
    if (place < RESERVOIR) this.sample[FIRST + place] = ownCopy(cell)
  }
}

/** V8 cuts cells out of the chunk they came in: keeping one would keep 256 KB. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : Buffer.from(text.slice(0, 1_000), 'utf16le').toString('utf16le')
}
