import type { Tx } from '#core/db/gate.ts'
import type { Currency } from '#core/money/currency.ts'
import { colleagues, type CustomValues, type Field, fieldsOf, readValue } from '#modules/fields/api.ts'

/** A value that its field does not take. */
interface Misfit {
  field: string
  text: string
}

/** The company's own fields of deals by name: a column that is called like one of them is read as its value. */
export class FieldBook {
  readonly #fields: ReadonlyMap<string, Field>
  readonly #names: Parameters<typeof readValue>[2]

  private constructor(fields: readonly Field[], currency: string, people: ReadonlyMap<string, string>) {
    this.#fields = new Map(fields.map((field) => [keyOf(field.name), field]))
    this.#names = { currency: currency as Currency, people }
  }

  static async open(tx: Tx, workspaceId: string, currency: string): Promise<FieldBook> {
    const fields = (await fieldsOf(tx, workspaceId, 'deal')).filter(({ archived }) => !archived)
    const namesPeople = fields.some(({ kind }) => kind === 'person')
    const people = namesPeople ? await colleagues(tx, workspaceId) : []
    return new FieldBook(fields, currency, new Map(people.map(({ id, name }) => [id, name])))
  }

  /** Columns that are fields go by the field's id; all others, and what a field does not take, stay under the column's title. */
  place(columns: Readonly<Record<string, string>>): { custom: CustomValues; misfits: Misfit[] } {
    if (Object.keys(columns).length === 0) return NOTHING
    const custom: CustomValues = {}
    const misfits: Misfit[] = []
    for (const [title, text] of Object.entries(columns)) {
      const field = this.#fields.get(keyOf(title))
      const read = field && readValue(field, text, this.#names)
      if (field && read?.ok && read.value !== null) custom[field.id] = read.value
      else {
        custom[title] = text
        if (field) misfits.push({ field: field.name, text })
      }
    }
    return { custom, misfits }
  }
}

/** The same for all: a column of which all rows are alike is written once. */
const NOTHING = { custom: {}, misfits: [] }

const keyOf = (name: string) => name.trim().toLowerCase().replaceAll('ё', 'е')
