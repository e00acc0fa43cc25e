import { expect, test } from 'vitest'
import { rateOf, ratioOf } from './rate.ts'

test('a rate carries its sample and its interval', () => {
  const rate = rateOf(8, 10)
  expect(rate).toMatchObject({ share: 0.8, n: 10, small: true })
  expect(rate.low).toBeCloseTo(0.4902, 4)
  expect(rate.high).toBeCloseTo(0.9433, 4)
})

test('a rate without cases has no figure instead of zero', () => {
  expect(rateOf(0, 0)).toEqual({ share: null, n: 0, low: null, high: null, small: true })
})

test('a rate above one is a mistake, a ratio above one is not', () => {
  expect(() => rateOf(3, 2)).toThrow(RangeError)
  expect(ratioOf(3, 2)).toBe(1.5)
  expect(ratioOf(3, 0)).toBeNull()
})
