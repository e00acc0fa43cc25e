import { expect, test } from 'vitest'
import { nthSmallest } from './nth-smallest.ts'

/** Numbers that look random and are the same each time. */
function numbers(length: number, kinds: number, seed: number): Float64Array {
  let state = seed
  return Float64Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return (state % kinds) - kinds / 3
  })
}

test('at every place stands what sorting would put there', () => {
  for (const length of [1, 2, 3, 10, 257]) {
    for (const kinds of [1, 3, 100_000]) {
      const values = numbers(length, kinds, length + kinds)
      const sorted = values.toSorted()
      for (let place = 0; place < length; place += 1)
        expect(nthSmallest(values.slice(), place), `${place} of ${length}`).toBe(sorted[place])
    }
  }
})

test('an order and its reverse are no worse than any other', () => {
  const up = Float64Array.from({ length: 100_000 }, (_, place) => place)
  expect(nthSmallest(up.slice(), 50_000)).toBe(50_000)
  expect(nthSmallest(up.toReversed(), 50_000)).toBe(50_000)
  expect(nthSmallest(new Float64Array(100_000), 50_000)).toBe(0)
})

test('there is nothing at a place that is not there', () => {
  expect(nthSmallest(new Float64Array(), 0)).toBeUndefined()
  expect(nthSmallest(Float64Array.of(1), 1)).toBeUndefined()
  expect(nthSmallest(Float64Array.of(1), -1)).toBeUndefined()
})
