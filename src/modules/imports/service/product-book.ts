import type { Tx } from '#core/db/gate.ts'
import { addAlias, productKey, productSpellings } from '#modules/products/api.ts'
import { keptText } from '../calc/kept-text.ts'
import type { Mapping } from '../calc/mapping.ts'

/** From what the file calls a product to the product of the price list; what is not there stays a name, and is counted. */
export class ProductBook {
  readonly #ids = new Map<string, string>()
  readonly #found = new Map<string, string | null>()
  readonly #unmatched = new Map<string, number>()
  readonly hasProducts: boolean
  /** Spellings that people have matched on the way: the company knows them from now on. */
  readonly matched: Mapping['products']

  private constructor(products: Awaited<ReturnType<typeof productSpellings>>, mapping: Mapping) {
    this.hasProducts = products.length > 0
    for (const { id, name, aliases } of products) {
      for (const spelling of [name, ...aliases]) this.#ids.set(productKey(spelling), id)
    }
    const known = new Set(products.map(({ id }) => id))
    this.matched = mapping.products.filter(
      ({ value, productId }) => known.has(productId) && !this.#ids.has(productKey(value)),
    )
    for (const { value, productId } of this.matched) this.#ids.set(productKey(value), productId)
  }

  static async open(tx: Tx, workspaceId: string, mapping: Mapping): Promise<ProductBook> {
    return new ProductBook(await productSpellings(tx, workspaceId), mapping)
  }

  /** Remembers the matched spellings, for other deals and later imports too. */
  async write(tx: Tx, workspaceId: string): Promise<void> {
    for (const { value, productId } of this.matched) await addAlias(tx, workspaceId, value, productId)
  }

  find(name: string): string | null {
    let id = this.#found.get(name)
    if (id === undefined) {
      id = this.#ids.get(productKey(name)) ?? null
      this.#found.set(keptText(name), id)
    }
    if (id === null) this.#unmatched.set(keptText(name), (this.#unmatched.get(name) ?? 0) + 1)
    return id
  }

  /** Products of the file that stand in no price list, the most frequent first. */
  unmatched(): { name: string; lines: number }[] {
    return [...this.#unmatched].map(([name, lines]) => ({ name, lines })).toSorted((a, b) => b.lines - a.lines)
  }
}
