/** What a deal is cut by that hangs on the other deals of its client; null: a deal without a client. */
export interface ClientKind {
  clientKind: 'new' | 'existing' | null
  firstSale: boolean
}

export interface Purchase {
  dealId: string
  companyId: string | null
  createdAt: number
  /** When it was won for the first time; null: never. */
  wonAt: number | null
}

/** Some 40 MB; clients beyond are taken for new ones. */
const MOST_CLIENTS = 250_000

/**
 * What the deals of an import are taken for while most of it has not been read: the first purchase of each client so far. The database works out what
 * they are when all of them are there (settle_import of db/migrations/0038_import_speed.sql), and only what was taken wrongly costs a second writing.
 */
export class FirstPurchases {
  readonly #first = new Map<string, { at: number; dealId: string }>()

  /** Takes a batch into account and gives what its deals are taken for, in their order. */
  take(deals: readonly Purchase[]): ClientKind[] {
    for (const { dealId, companyId, wonAt } of deals) {
      if (companyId === null || wonAt === null) continue
      const first = this.#first.get(companyId)
      if (first ? wonAt < first.at : this.#first.size < MOST_CLIENTS) this.#first.set(companyId, { at: wonAt, dealId })
    }
    return deals.map(({ dealId, companyId, createdAt, wonAt }) => {
      if (companyId === null) return { clientKind: null, firstSale: false }
      const first = this.#first.get(companyId)
      const isFirst = first?.dealId === dealId
      return {
        clientKind: first && !isFirst && first.at < createdAt ? 'existing' : 'new',
        firstSale: wonAt !== null && (isFirst || !first),
      }
    })
  }
}
