import { idAt, putId } from '#core/memory/ids-by-text.ts'
import { grown, TextNumbers } from '#core/memory/text-numbers.ts'

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

/** Some 60 MB. */
const MOST_CLIENTS = 500_000
/** To look at so many clients again is not much less than to look at all. */
const MOST_DOUBTED = 50_000

/**
 * What the deals of an import are taken for while most of it has not been read: the first purchase of each client so far. The database works out what they
 * are when all of them are there (settle_import), but only for clients of whom it is not certain: who were here before, and whose first purchase came after
 * others of their deals had been taken for something else.
 */
export class FirstPurchases {
  readonly #clients = new TextNumbers()
  readonly #wasHere: (companyId: string) => boolean
  /** By the number of the client: its first purchase, when that was won, and the latest creation of a deal of it. */
  #firstIds = new Uint32Array(0)
  #firstAt = new Float64Array(0)
  #latest = new Float64Array(0)
  readonly #doubted = new Set<string>()
  #doubtsAll = false

  /** `wasHere` tells whether a client may have deals, or properties, that the import does not bring. */
  constructor(wasHere: (companyId: string) => boolean) {
    this.#wasHere = wasHere
  }

  /** Clients whose deals have to be looked at when all are there; null: all. */
  get doubted(): readonly string[] | null {
    return this.#doubtsAll ? null : [...this.#doubted]
  }

  /** Something besides new deals has changed what a client has bought. */
  doubt(companyId: string | null): void {
    if (companyId === null || this.#doubtsAll) return
    this.#doubted.add(companyId)
    if (this.#doubted.size <= MOST_DOUBTED) return
    this.#doubtsAll = true
    this.#doubted.clear()
  }

  /** Takes a batch into account and gives what its deals are taken for, in their order. */
  take(deals: readonly Purchase[]): ClientKind[] {
    const numbers = deals.map(({ companyId }) => this.#numberOf(companyId))
    for (const [index, deal] of deals.entries()) this.#buy(deal, numbers[index] ?? -1)
    return deals.map((deal, index) => this.#judge(deal, numbers[index] ?? -1))
  }

  /** -1: nothing is kept of this client. */
  #numberOf(companyId: string | null): number {
    if (companyId === null) return -1
    const known = this.#clients.find(companyId)
    if (known !== -1) return known
    if (this.#clients.size >= MOST_CLIENTS) {
      this.#doubtsAll = true
      return -1
    }
    if (this.#wasHere(companyId)) this.doubt(companyId)
    const number = this.#clients.add(companyId)
    this.#firstIds = grown(this.#firstIds, (number + 1) * 4)
    this.#firstAt = grown(this.#firstAt, number + 1)
    this.#latest = grown(this.#latest, number + 1)
    this.#firstAt[number] = Number.POSITIVE_INFINITY
    this.#latest[number] = Number.NEGATIVE_INFINITY
    return number
  }

  #buy({ dealId, companyId, createdAt, wonAt }: Purchase, client: number): void {
    if (client === -1 || wonAt === null) return
    const firstAt = this.#firstAt[client] ?? Number.POSITIVE_INFINITY
    const hadNone = firstAt === Number.POSITIVE_INFINITY
    // Of two at one moment the ids decide, which only the database compares; so it does where a deal was won before it was created.
    const isCertain = wonAt > firstAt || (hadNone && wonAt > (this.#latest[client] ?? 0))
    if (!isCertain || createdAt > wonAt) this.doubt(companyId)
    if (wonAt >= firstAt) return
    this.#firstAt[client] = wonAt
    putId(this.#firstIds, client, dealId)
  }

  #judge({ dealId, companyId, createdAt, wonAt }: Purchase, client: number): ClientKind {
    if (companyId === null) return { clientKind: null, firstSale: false }
    if (client === -1) return { clientKind: 'new', firstSale: wonAt !== null }
    const firstAt = this.#firstAt[client] ?? Number.POSITIVE_INFINITY
    const isFirst = wonAt === firstAt && idAt(this.#firstIds, client) === dealId
    if (firstAt === createdAt && !isFirst) this.doubt(companyId)
    this.#latest[client] = Math.max(this.#latest[client] ?? createdAt, createdAt)
    return { clientKind: !isFirst && firstAt < createdAt ? 'existing' : 'new', firstSale: isFirst }
  }
}
