import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, bucketSeconds, foldBuckets, quantileFromBuckets } from './buckets.ts'
import { ascending, quantile } from './quantile.ts'

const one = (seconds: number) => ({ bucket: bucketOf(seconds), count: 1 })

test('a minute, an hour, a day and thirty days', () => {
  expect([60, 3600, 86_400, 2_592_000].map(bucketOf)).toEqual([53, 106, 147, 191])
})

test('less than a minute, and a deal won before it was created, count as a minute', () => {
  expect([bucketOf(0), bucketOf(-172_800), bucketOf(59)]).toEqual([53, 53, 53])
})

test('the median of 1 h, 2 h, 2 h is two hours within 4 %', () => {
  const median = quantileFromBuckets([one(3600), one(7200), one(7200)], 0.5)!
  expect(Math.abs(median / 7200 - 1)).toBeLessThan(0.04)
})

test('nothing counted, nothing said; a count taken back is gone', () => {
  expect(quantileFromBuckets([], 0.5)).toBeNull()
  expect(
    quantileFromBuckets(
      [
        { bucket: 100, count: 2 },
        { bucket: 100, count: -2 },
      ],
      0.5,
    ),
  ).toBeNull()
  expect(foldBuckets([one(3600), one(60), one(3600)])).toEqual([
    { bucket: 53, count: 1 },
    { bucket: 106, count: 2 },
  ])
})

const seconds = fc.double({ min: 60, max: 300_000_000, noNaN: true })

test('the middle of a bucket is within 4 % of anything in it', () => {
  fc.assert(
    fc.property(seconds, (value) => {
      expect(Math.abs(bucketSeconds(bucketOf(value)) / value - 1)).toBeLessThan(0.04)
    }),
  )
})

test('any quantile of any stays is within 4 % of the exact one, in any order', () => {
  fc.assert(
    fc.property(
      fc.array(seconds, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (stays, q) => {
        const exact = quantile(ascending(stays), q)!
        const near = quantileFromBuckets(stays.map(one), q)!
        expect(Math.abs(near / exact - 1)).toBeLessThan(0.04)
        expect(quantileFromBuckets(stays.toReversed().map(one), q)).toBe(near)
      },
    ),
  )
})
