import fc from 'fast-check'
import { expect, test } from 'vitest'
import { likelyProducts, looseProductKey } from './spelling.ts'

const named = (...names: string[]) => names.map((name, id) => ({ id, name }))
const meant = (name: string, ...names: string[]) => likelyProducts(named(...names))(name)?.name ?? null

test('signs and spaces do not count, one letter is a slip, digits are not', () => {
  expect(meant('GTXPro', 'GTX Pro', 'GTX Basic')).toBe('GTX Pro')
  expect(meant('GTX-Prp', 'GTX Pro', 'GTX Basic')).toBe('GTX Pro')
  expect(meant('Насос GTX 100', 'Насос GTX 200')).toBe(null)
  expect(meant('Труба', 'Трубы')).toBe(null)
  expect(meant('Насосс', 'Насос 1', 'Насос')).toBe('Насос')
  expect(meant('', 'Насос')).toBe(null)
})

test('of several that come as near none is meant', () => {
  expect(meant('Клапан А1', 'Клапан-А1', 'Клапан А 1')).toBe(null)
  expect(meant('Клапан', 'Клапана', 'Клапаны')).toBe(null)
})

/** The definition, word for word: one letter more, less or different, in names of six letters and more with the same digits. */
function naive(name: string, products: readonly { id: number; name: string }[]) {
  const key = looseProductKey(name)
  const keys = products.map((product) => ({ product, key: looseProductKey(product.name) }))
  const same = keys.filter((one) => one.key === key)
  if (key === '' || same.length > 0) return key !== '' && same.length === 1 ? same[0]?.product.id : undefined
  const without = (text: string) => Array.from(text, (_, place) => text.slice(0, place) + text.slice(place + 1))
  const isNear = (one: string, other: string) =>
    without(one).includes(other) ||
    without(other).includes(one) ||
    (one.length === other.length && without(one).some((rest, place) => rest === without(other)[place]))
  const digits = (text: string) => text.replaceAll(/\D/g, '')
  const near = keys.filter((one) => key.length >= 6 && digits(one.key) === digits(key) && isNear(key, one.key))
  return near.length === 1 ? near[0]?.product.id : undefined
}

test('whatever the names, what is looked up is what a comparison with each product gives', () => {
  const name = fc.array(fc.constantFrom('а', 'б', 'в', '1', '2', '-', ' '), { maxLength: 9 }).map((one) => one.join(''))
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), fc.array(name, { maxLength: 8 }), (list, asked) => {
      const products = named(...list)
      const likely = likelyProducts(products)
      for (const one of asked) expect([one, likely(one)?.id]).toEqual([one, naive(one, products)])
    }),
    { numRuns: 2_000 },
  )
})

test('two hundred names are looked up among thirty thousand products while nobody waits', () => {
  const products = named(...Array.from({ length: 30_000 }, (_, n) => `Насос циркуляционный GTX ${n} (180 мм)`))
  const began = performance.now()
  const likely = likelyProducts(products)
  const found = Array.from({ length: 200 }, (_, n) => likely(`Насос циркуляцонный GTX${n} 180мм`)?.id)
  expect(found).toEqual(Array.from({ length: 200 }, (_, n) => n))
  // Held against each product they took a minute.
  expect(performance.now() - began).toBeLessThan(5_000)
})
