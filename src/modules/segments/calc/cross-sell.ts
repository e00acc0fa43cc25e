export interface Pair {
  a: string
  b: string
  clients: number
  lift: number
}

/**
 * What the same clients buy. Lift = P(A and B) ÷ (P(A) × P(B)) over the clients: 1 is chance, 2 is twice as often as by chance.
 * @param baskets products of each client, without repeats @returns pairs, the most frequent first
 */
export function pairsOf(baskets: readonly (readonly string[])[]): { counts: Map<string, number>; pairs: Pair[] } {
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
  const n = baskets.length
  const pairs = [...together.values()].map(({ a, b, clients }) => ({
    a,
    b,
    clients,
    lift: (clients * n) / ((counts.get(a) ?? 1) * (counts.get(b) ?? 1)),
  }))
  return { counts, pairs: pairs.toSorted((x, y) => y.clients - x.clients || y.lift - x.lift || (x.a < y.a ? -1 : 1)) }
}

export interface CrossSell {
  /** Who bought anything. */
  clients: number
  products: { key: string; name: string; clients: number }[]
  pairs: Pair[]
}

const MOST_PRODUCTS = 14
const MOST_PAIRS = 60

/** The products that most clients buy, and the pairs of them. @param baskets products of each client, without repeats */
export function crossSellOf(baskets: readonly (readonly string[])[]): CrossSell {
  const { counts, pairs } = pairsOf(baskets)
  const products = [...counts]
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_PRODUCTS)
    .map(([key, clients]) => ({ key, name: key, clients }))
  const shown = new Set(products.map(({ key }) => key))
  return {
    clients: baskets.length,
    products,
    pairs: pairs.filter(({ a, b }) => shown.has(a) && shown.has(b)).slice(0, MOST_PAIRS),
  }
}
