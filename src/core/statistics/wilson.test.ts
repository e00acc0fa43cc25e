import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilsonInterval } from './wilson.ts'

test('a win rate of 4,238 of 6,711 is between 62.0 % and 64.3 %', () => {
  const interval = wilsonInterval(4238, 6711)!
  expect(interval.low).toBeCloseTo(0.6199, 3)
  expect(interval.high).toBeCloseTo(0.643, 3)
})

test('three wins of four deals say almost nothing: 30–95 %', () => {
  const interval = wilsonInterval(3, 4)!
  expect(interval.low).toBeCloseTo(0.3006, 4)
  expect(interval.high).toBeCloseTo(0.9544, 4)
})

test('no wins of ten is up to 28 %, ten of ten is from 72 %', () => {
  expect(wilsonInterval(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.2775, 4) })
  expect(wilsonInterval(10, 10)).toEqual({ low: expect.closeTo(0.7225, 4), high: 1 })
})

test('no deals, no interval; more wins than deals is an error', () => {
  expect(wilsonInterval(0, 0)).toBeNull()
  expect(() => wilsonInterval(5, 4)).toThrow(RangeError)
  expect(() => wilsonInterval(-1, 4)).toThrow(RangeError)
})

test('the interval holds the rate, mirrors its complement and narrows with n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
      const successes = Math.round(n * share)
      const { low, high } = wilsonInterval(successes, n)!
      expect(low).toBeLessThanOrEqual(successes / n)
      expect(high).toBeGreaterThanOrEqual(successes / n)
      const mirror = wilsonInterval(n - successes, n)!
      expect(mirror.low).toBeCloseTo(1 - high, 9)
      const larger = wilsonInterval(successes * 4, n * 4)!
      expect(larger.high - larger.low).toBeLessThan(high - low)
    }),
  )
})
