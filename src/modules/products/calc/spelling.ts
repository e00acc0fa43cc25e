import { normalizeName } from '#core/files/values.ts'

/** Products by name as people write them: exactly, then without spaces and signs («GTXPro», «GTX-Pro»). The second is a proposal only. */
export function productKey(name: string): string {
  return normalizeName(name)
}

export function looseProductKey(name: string): string {
  return normalizeName(name).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Shorter names differ by a letter without being slips of one another. */
const LEAST_OF_SLIP = 6

interface Spelled<Product> {
  key: string
  product: Product
}

/**
 * Takes a price list; gives who tells which product of it somebody may have meant by a name that is not in it, or null when none comes near or several do. A name
 * is looked up and not held against every product: there are hundreds of them, and thousands of products.
 */
export function likelyProducts<Product extends { name: string }>(
  products: readonly Product[],
): (name: string) => Product | null {
  const spelled = products.map((product): Spelled<Product> => ({ key: looseProductKey(product.name), product }))
  const same = Map.groupBy(spelled, ({ key }) => key)
  const halves = new Map<string, Spelled<Product>[]>()
  for (const one of spelled)
    for (const half of halvesOf(one.key, one.key.length)) {
      const others = halves.get(half)
      if (others) others.push(one)
      else halves.set(half, [one])
    }
  return (name) => {
    const key = looseProductKey(name)
    if (key === '') return null
    const exact = same.get(key)
    if (exact) return exact.length === 1 ? (exact[0]?.product ?? null) : null
    if (key.length < LEAST_OF_SLIP) return null
    // One letter more, less or different.
    const near = new Set<Product>()
    for (const length of [key.length - 1, key.length, key.length + 1])
      for (const half of halvesOf(key, length))
        for (const other of halves.get(half) ?? []) if (isOneSlip(key, other.key)) near.add(other.product)
    const [only = null] = near
    return near.size === 1 ? only : null
  }
}

/**
 * Where a key is found among keys of a length: two that differ by one letter have all before it or all after it in common, which is half of them or more. Digits
 * are no slips: «GTX 100» and «GTX 200» are two products.
 */
function halvesOf(key: string, length: number): string[] {
  const digits = key.replace(/\D/g, '')
  const half = Math.floor((length - 1) / 2)
  return [`${length} ${digits} ${key.slice(0, half)}`, `${length} ${digits}  ${key.slice(key.length - half)}`]
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return Math.max(a.length, b.length) - start - end <= 1
}
