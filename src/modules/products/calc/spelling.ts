import { normalizeName } from '#core/files/values.ts'

/** Products by name as people write them: exactly, then without spaces and signs («GTXPro», «GTX-Pro»). The second is a proposal only. */
export function productKey(name: string): string {
  return normalizeName(name)
}

export function looseProductKey(name: string): string {
  return normalizeName(name).replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Which product somebody may have meant by a name that is not in the price list; null when none comes near. */
export function likelyProduct<Product extends { name: string }>(
  name: string,
  products: readonly Product[],
): Product | null {
  const key = looseProductKey(name)
  if (key === '') return null
  const same = products.filter((product) => looseProductKey(product.name) === key)
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null
  // One letter more, less or different, in names long enough for that to be a slip.
  const near = products.filter((product) => key.length >= 6 && isOneSlip(key, looseProductKey(product.name)))
  return near.length === 1 ? (near[0] ?? null) : null
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  // «GTX 100» and «GTX 200» are two products.
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return Math.max(a.length, b.length) - start - end <= 1
}
