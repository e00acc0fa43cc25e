import type { TableRow } from '#core/files/table.ts'
import { isEmptyMark, parseId, tidyCell } from '#core/files/values.ts'
import type { Found, ValuesFound } from './found.ts'
import { columnsOf, type Mapping } from './mapping.ts'
import { notARecord } from './not-a-record.ts'
import { RepeatFinder } from './repeats.ts'

const DICTIONARIES = [
  'stage',
  'pipeline',
  'owner',
  'product',
  'source',
  'lossReason',
  'currency',
  'externalId',
] as const
/** More different values than that nobody matches by hand. */
const MOST = 2_000
const NAME = 200

/** Which columns the found values belong to: when it changes they must be found anew. */
export function valueColumns(mapping: Pick<Mapping, 'columns'>): string {
  return DICTIONARIES.map(
    (target) =>
      `${target}:${columnsOf(mapping, target)
        .map(({ column }) => column)
        .join(',')}`,
  ).join(';')
}

type Headers = Parameters<typeof notARecord>[1]

/** Gathers, while the rows of a file go by, the values that have to be matched with what the company has. */
export class ValueCollector {
  readonly #forColumns: string
  readonly #headers: Headers
  readonly #columns: Record<(typeof DICTIONARIES)[number], number[]>
  readonly #counts = {
    stage: new Counter(),
    owner: new Counter(),
    product: new Counter(),
    source: new Counter(),
    lossReason: new Counter(),
    currency: new Counter(),
  }
  readonly #repeats = new RepeatFinder()

  /** `headers` are all columns of the file. */
  constructor(mapping: Pick<Mapping, 'columns'>, headers: Headers) {
    this.#headers = headers
    this.#forColumns = valueColumns(mapping)
    this.#columns = Object.fromEntries(
      DICTIONARIES.map((target) => [target, columnsOf(mapping, target).map(({ column }) => column)]),
    ) as Record<(typeof DICTIONARIES)[number], number[]>
  }

  add(rows: readonly TableRow[]): void {
    for (const { cells } of rows) {
      if (notARecord(cells, this.#headers)) continue
      const stage = this.#first(cells, 'stage')
      const pipeline = this.#first(cells, 'pipeline')
      this.#counts.stage.add(`${pipeline}\n${stage}`)
      for (const target of ['owner', 'product', 'source', 'lossReason', 'currency'] as const) {
        const value = this.#first(cells, target)
        if (value !== '') this.#counts[target].add(value)
      }
      if (this.#columns.externalId.length > 0) this.#repeats.add(parseId(this.#first(cells, 'externalId')).id)
    }
  }

  found(): ValuesFound {
    const { stage, owner, product, source, lossReason, currency } = this.#counts
    const stages = stage.found().map(({ value, rows }) => {
      const [pipeline = '', name = ''] = value.split('\n')
      return { pipeline, value: name, rows }
    })
    return {
      forColumns: this.#forColumns,
      stages,
      owners: owner.found(),
      products: product.found(),
      sources: source.found(),
      lossReasons: lossReason.found(),
      currencies: currency.found(),
      repeatedIds: this.#repeats.repeated.size,
      scatteredIds: this.#repeats.scattered,
      capped: [stage, owner, product].some(({ capped }) => capped),
    }
  }

  #first(cells: readonly string[], target: (typeof DICTIONARIES)[number]): string {
    for (const column of this.#columns[target]) {
      const cell = cells[column]
      if (cell === undefined || cell === '' || isEmptyMark(cell)) continue
      return tidyCell(cell.trim().slice(0, NAME))
    }
    return ''
  }
}

class Counter {
  readonly #counts = new Map<string, number>()
  capped = false

  add(value: string): void {
    const count = this.#counts.get(value)
    if (count !== undefined) this.#counts.set(value, count + 1)
    else if (this.#counts.size < MOST) this.#counts.set(value, 1)
    else this.capped = true
  }

  found(): Found[] {
    return [...this.#counts].map(([value, rows]) => ({ value, rows })).toSorted((a, b) => b.rows - a.rows)
  }
}
