import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateOf } from '#core/statistics/rate.ts'
import { placesOf } from './places.ts'
import { othersOf, strengthsOf } from './strengths.ts'

const area = (own: [number, number], others: [number, number] | null, hitMinor: number | null = 100_00) => ({
  stageId: null,
  own: { hits: own[0], n: own[1] },
  others: others && { hits: others[0], n: others[1] },
  hitMinor,
})

test('60 won of 100 against 400 of 1,000 is a strength worth (0.6 − 0.4) × 100 × 100 ₽ = 2,000 ₽', () => {
  expect(strengthsOf([area([60, 100], [400, 1000])])[0]).toMatchObject({ verdict: 'strength', effectMinor: 2_000_00 })
})

test('20 of 100 against 400 of 1,000 is a leak; 42 of 100 may be chance; 3 of 4 are few', () => {
  expect(strengthsOf([area([20, 100], [400, 1000])])[0]).toMatchObject({ verdict: 'leak', effectMinor: -2_000_00 })
  expect(strengthsOf([area([42, 100], [400, 1000])])[0]?.verdict).toBe('chance')
  expect(strengthsOf([area([3, 4], [400, 1000])])[0]?.verdict).toBe('few')
})

test('without five colleagues nothing is said of the others, and no money', () => {
  expect(strengthsOf([area([60, 100], null)])[0]).toMatchObject({ verdict: 'hidden', others: null, effectMinor: null })
})

test('leaks come first, the dearest ahead; what may be chance stands last', () => {
  const order = strengthsOf([
    area([42, 100], [400, 1000]),
    area([60, 100], [400, 1000]),
    area([28, 100], [400, 1000]),
    area([20, 100], [400, 1000]),
  ])
  expect(order.map(({ verdict, own }) => [verdict, own.share])).toEqual([
    ['leak', 0.2],
    ['leak', 0.28],
    ['strength', 0.6],
    ['chance', 0.42],
  ])
})

test('the others are the whole without him, never fewer than none', () => {
  expect(othersOf({ hits: 10, n: 30 }, { hits: 4, n: 10 })).toEqual({ hits: 6, n: 20 })
  expect(othersOf({ hits: 10, n: 10 }, { hits: 4, n: 10 })).toBeNull()
})

test('three of four is not ahead of thirty of fifty: it has no place at all', () => {
  const places = placesOf([
    { id: 'lucky', rate: rateOf(3, 4) },
    { id: 'steady', rate: rateOf(30, 50) },
    { id: 'large', rate: rateOf(600, 1000) },
  ])
  expect([...places]).toEqual([
    ['steady', 2],
    ['large', 1],
  ])
})

test('places are the same whatever the order, and begin with one', () => {
  const rates = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })), { maxLength: 12 })
  fc.assert(
    fc.property(rates, (pairs) => {
      const all = pairs.map(([won, lost], index) => ({ id: String(index), rate: rateOf(won, won + lost) }))
      const places = placesOf(all)
      expect(new Map(placesOf(all.toReversed()))).toEqual(places)
      if (places.size > 0) expect(Math.min(...places.values())).toBe(1)
    }),
  )
})
