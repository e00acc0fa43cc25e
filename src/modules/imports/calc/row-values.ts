import type { TimeZone } from '#core/calendar/day.ts'
import type { TableRow } from '#core/files/table.ts'
import { parseId, tidyCell } from '#core/files/values.ts'
import { CellReader, type Column, type MomentRead } from './cell-reader.ts'
import type { FileFound } from './found.ts'
import type { Mapping } from './mapping.ts'
import { type Contactable, emailOf, phoneOf } from './read-deal.ts'
import { innOf, kppBehindInn, kppOf, mayHaveKpp } from './requisites.ts'
import { changed, rejected, type RowProblem } from './row-problem.ts'

/** The file's columns as they are read where the mapping does not say otherwise. */
export function columnsToRead(file: Pick<FileFound, 'columns'>): Column[] {
  return file.columns.map(({ index, label, dateOrder, numberStyle }) => ({
    index,
    label,
    dateOrder: dateOrder?.order ?? 'DMY',
    numberStyle: numberStyle.ambiguous ? 'auto' : numberStyle.style,
  }))
}

/** Values of one row of a small file (people, products, companies) by target, with what is wrong with them. */
export class RowValues {
  readonly problems: RowProblem[] = []
  readonly #cells: readonly string[]
  readonly #columns: ReadonlyMap<string, Column[]>
  readonly #reader: CellReader

  constructor(row: TableRow, columns: ReadonlyMap<string, Column[]>, reader: CellReader) {
    this.#cells = row.cells
    this.#columns = columns
    this.#reader = reader
    if (row.problem?.code === 'TOO_MANY_CELLS')
      this.problems.push(
        rejected(null, row.cells.join(' '), 'CELLS_EXTRA', {
          expected: row.problem.expected,
          found: row.problem.found,
        }),
      )
  }

  text(target: string, most: number): string {
    for (const column of this.#columns.get(target) ?? []) {
      const text = this.#reader.text(this.#cells, column)
      if (text === '') continue
      if (text.length > most) this.problems.push(changed(column.label, text, 'TEXT_CUT', { most }))
      return tidyCell(text.slice(0, most))
    }
    return ''
  }

  id(target: string): string {
    return parseId(this.text(target, 200)).id
  }

  day(target: string): string | null {
    return this.#reader.moment(this.#cells, this.#columns.get(target)?.[0], this.problems)?.day ?? null
  }

  moment(target: string): MomentRead | null {
    return this.#reader.moment(this.#cells, this.#columns.get(target)?.[0], this.problems)
  }

  money(target: string): number | null {
    return this.#reader.money(this.#cells, this.#columns.get(target)?.[0], this.problems)?.minor ?? null
  }

  phone(target: string): Contactable | null {
    return this.#first(target, phoneOf, 'PHONE_LEFT_OUT')
  }

  email(target: string): string | null {
    return this.#first(target, emailOf, 'EMAIL_LEFT_OUT')
  }

  inn(target: string): string | null {
    return this.#first(target, innOf, 'INN_LEFT_OUT')
  }

  /** КПП of its own column, else behind ИНН in one cell with it. */
  kpp(target: string, innTarget: string): string | null {
    const inns = (this.#columns.get(innTarget) ?? []).map((column) => this.#reader.text(this.#cells, column))
    const read = inns.map(innOf).every(mayHaveKpp) ? kppOf : () => null
    return this.#first(target, read, 'KPP_LEFT_OUT') ?? kppBehindInn(inns)
  }

  label(target: string): string | null {
    return this.#columns.get(target)?.[0]?.label ?? null
  }

  #first<Value>(
    target: string,
    read: (text: string) => Value | null,
    reason: 'PHONE_LEFT_OUT' | 'EMAIL_LEFT_OUT' | 'INN_LEFT_OUT' | 'KPP_LEFT_OUT',
  ): Value | null {
    for (const column of this.#columns.get(target) ?? []) {
      const text = this.#reader.text(this.#cells, column)
      if (text === '') continue
      const value = read(text)
      if (value !== null) return value
      this.problems.push(changed(column.label, text, reason))
    }
    return null
  }
}

/** Makes the function that gives the values of a row under a mapping. */
export function valuesReader(
  mapping: Mapping,
  file: Pick<FileFound, 'columns'>,
  zone: TimeZone,
): (row: TableRow) => RowValues {
  const columns = columnsToRead(file)
  const byTarget = new Map<string, Column[]>()
  for (const { column, target, dateOrder, numberStyle } of mapping.columns) {
    const found = columns[column]
    if (!found) continue
    const own = { ...found, dateOrder: dateOrder ?? found.dateOrder, numberStyle: numberStyle ?? found.numberStyle }
    const known = byTarget.get(target)
    if (known) known.push(own)
    else byTarget.set(target, [own])
  }
  const reader = new CellReader(zone, mapping.currency)
  return (row) => new RowValues(row, byTarget, reader)
}
