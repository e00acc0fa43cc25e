import { normalizeName } from '#core/files/values.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { keptText } from '../calc/kept-text.ts'
import { insertNamed, type Named } from '../data/dictionaries.ts'

/** Sources or reasons of loss by name; new ones are made, «google» and «Google» are one. */
export class NamedBook {
  readonly #ids = new Map<string, string>()
  readonly #names = new Map<string, string>()
  /** By the file's own spelling. */
  readonly #found = new Map<string, string>()
  #waiting: Named[] = []
  readonly made: Named[] = []
  readonly #table: 'sources' | 'loss_reasons'

  constructor(table: 'sources' | 'loss_reasons', known: readonly Named[]) {
    this.#table = table
    for (const { id, name } of known) {
      this.#ids.set(normalizeName(name), id)
      this.#names.set(id, name)
    }
  }

  find(value: string): string | null {
    if (value === '') return null
    const found = this.#found.get(value)
    if (found) return found
    const id = this.#look(value)
    this.#found.set(keptText(value), id)
    return id
  }

  #look(value: string): string {
    const key = normalizeName(value)
    const known = this.#ids.get(key)
    if (known) return known
    const made = { id: uuid7(), name: value.slice(0, 200) }
    this.#ids.set(key, made.id)
    this.#names.set(made.id, made.name)
    this.#waiting.push(made)
    this.made.push(made)
    return made.id
  }

  nameOf(id: string | null): string | null {
    return id === null ? null : (this.#names.get(id) ?? null)
  }

  async write(tx: Tx, workspaceId: string): Promise<void> {
    if (this.#waiting.length === 0) return
    const names = this.#waiting
    this.#waiting = []
    await insertNamed(tx, workspaceId, this.#table, names)
  }
}
