import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf, bucketSeconds } from './buckets.ts'
import { kaplanMeierMedian, kaplanMeierMedianFromBuckets, type Stay } from './kaplan-meier.ts'
import { median } from './quantile.ts'

const ended = (duration: number): Stay => ({ duration, ended: true })
const still = (duration: number): Stay => ({ duration, ended: false })

test('when all have left, it is the median: 1 h, 2 h, 2 h → 2 h', () => {
  expect(kaplanMeierMedian([3600, 7200, 7200].map(ended))).toBe(7200)
  expect(kaplanMeierMedian([3600, 7200].map(ended))).toBe(5400)
})

test('two quick deals do not hide three that have stood for a month', () => {
  // Dropping those that stand would give 2 days.
  expect(kaplanMeierMedian([ended(1), ended(3), still(30), still(31), still(32)])).toBeNull()
})

test('remission of 21 patients (Freireich, 1963): median 23 weeks with 6-MP, 8 with placebo', () => {
  const drug = [
    ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended),
    ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(still),
  ]
  const placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(ended)
  expect(kaplanMeierMedian(drug)).toBe(23)
  expect(kaplanMeierMedian(placebo)).toBe(8)
})

test('nothing, or nothing finished, has no median', () => {
  expect(kaplanMeierMedian([])).toBeNull()
  expect(kaplanMeierMedian([still(5), still(9)])).toBeNull()
})

test('half finished and the rest still going on: the time of the half', () => {
  expect(kaplanMeierMedian([ended(4), still(10)])).toBe(4)
})

const anyStays = fc.array(fc.record({ duration: fc.integer({ min: 60, max: 10_000_000 }), ended: fc.boolean() }), {
  maxLength: 120,
})

test('the order of stays does not matter, and without censoring it is the plain median', () => {
  fc.assert(
    fc.property(anyStays, (stays) => {
      expect(kaplanMeierMedian(stays.toReversed())).toBe(kaplanMeierMedian(stays))
      const finished = stays.map(({ duration }) => ended(duration))
      expect(kaplanMeierMedian(finished)).toBe(median(stays.map(({ duration }) => duration)))
    }),
  )
})

test('stays that go on never make the median shorter', () => {
  fc.assert(
    fc.property(anyStays, (stays) => {
      const finished = stays.filter((stay) => stay.ended)
      const [all, only] = [kaplanMeierMedian(stays), kaplanMeierMedian(finished)]
      if (all !== null) expect(all).toBeGreaterThanOrEqual(only!)
    }),
  )
})

test('buckets give the same as exact times put to the middles of their buckets', () => {
  fc.assert(
    fc.property(anyStays, (stays) => {
      const rows = (wanted: boolean) =>
        stays.filter((stay) => stay.ended === wanted).map(({ duration }) => ({ bucket: bucketOf(duration), count: 1 }))
      const rounded = stays.map((stay) => ({ ...stay, duration: bucketSeconds(bucketOf(stay.duration)) }))
      expect(kaplanMeierMedianFromBuckets(rows(true), rows(false))).toBe(kaplanMeierMedian(rounded))
    }),
  )
})
