import { TextNumbers } from '#core/memory/text-numbers.ts'

/** Finds ids that several rows have, for a million rows in little memory: of ids met once hardly more than a hash is kept. */
export class RepeatFinder {
  readonly #met = new TextNumbers()
  #last = ''
  /** Id → how many rows have it; only those that more than one row has. */
  readonly repeated = new Map<string, number>()
  readonly #scattered = new Set<string>()

  get scattered(): number {
    return this.#scattered.size
  }

  add(id: string): void {
    if (id === '') return
    const count = this.repeated.get(id)
    if (count !== undefined || this.#wasMet(id)) {
      this.repeated.set(id, (count ?? 1) + 1)
      if (id !== this.#last) this.#scattered.add(id)
    }
    this.#last = id
  }

  #wasMet(id: string): boolean {
    const before = this.#met.size
    this.#met.add(id)
    return this.#met.size === before
  }
}
