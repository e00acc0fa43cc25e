export interface Pair {
  a: string
  b: string
  clients: number
  lift: number
}

/** How many clients bought each product, and each two of them. */
export interface Together {
  clients: number
  products: readonly { name: string; clients: number }[]
  /** a before b by the order of their letters. */
  pairs: readonly { a: string; b: string; clients: number }[]
}

/**
 * What the same clients buy. Lift = P(A and B) ÷ (P(A) × P(B)) over the clients: 1 is chance, 2 is twice as often as by chance.
 * @returns pairs, the most frequent first
 */
export function pairsOf({ clients: n, products, pairs }: Together): Pair[] {
  const counts = new Map(products.map(({ name, clients }) => [name, clients]))
  return pairs
    .map(({ a, b, clients }) => ({
      a,
      b,
      clients,
      lift: (clients * n) / ((counts.get(a) ?? 1) * (counts.get(b) ?? 1)),
    }))
    .toSorted(
      (x, y) => y.clients - x.clients || y.lift - x.lift || (`${x.a}\u0000${x.b}` < `${y.a}\u0000${y.b}` ? -1 : 1),
    )
}

/** Counts baskets one by one. @param baskets products of each client, without repeats */
export function togetherOf(baskets: readonly (readonly string[])[]): Together {
  const counts = new Map<string, number>()
  const together = new Map<string, { a: string; b: string; clients: number }>()
  for (const basket of baskets) {
    const products = [...new Set(basket)].toSorted()
    for (const [index, a] of products.entries()) {
      counts.set(a, (counts.get(a) ?? 0) + 1)
      for (const b of products.slice(index + 1)) {
        const key = `${a}\u0000${b}`
        const pair = together.get(key) ?? { a, b, clients: 0 }
        pair.clients += 1
        together.set(key, pair)
      }
    }
  }
  return {
    clients: baskets.length,
    products: [...counts].map(([name, clients]) => ({ name, clients })),
    pairs: [...together.values()],
  }
}

export interface CrossSell {
  /** Who bought anything. */
  clients: number
  products: { key: string; name: string; clients: number }[]
  pairs: Pair[]
}

/** So many products are shown. */
export const MOST_PRODUCTS = 14
const MOST_PAIRS = 60

/** The products that most clients buy, and the pairs of them. */
export function crossSellOf(together: Together): CrossSell {
  const products = together.products
    .toSorted((one, other) => other.clients - one.clients || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_PRODUCTS)
    .map(({ name, clients }) => ({ key: name, name, clients }))
  const shown = new Set(products.map(({ key }) => key))
  return {
    clients: together.clients,
    products,
    pairs: pairsOf(together)
      .filter(({ a, b }) => shown.has(a) && shown.has(b))
      .slice(0, MOST_PAIRS),
  }
}
