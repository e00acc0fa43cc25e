import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bucketOf } from '#core/statistics/buckets.ts'
import { median } from '#core/statistics/quantile.ts'
import { ongoingFromStays, timeFromBuckets, timeOfEveryStage } from './time.ts'

const stay = (seconds: number) => ({ stageId: 'offer', bucket: bucketOf(seconds), n: 1, seconds })

test('three stays of METRICS: mean 6,000 s and median 7,200 s', () => {
  const [offer] = timeFromBuckets(['offer'], [3600, 7200, 7200].map(stay))
  expect(offer).toMatchObject({ n: 3, meanSeconds: 6000, small: true })
  expect(Math.abs((offer?.medianSeconds ?? 0) / 7200 - 1)).toBeLessThan(0.04)
})

test('the histogram keeps within four percent of the exact median and keeps the exact mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 60, max: 400 * 86_400 }), { minLength: 1, maxLength: 200 }), (lengths) => {
      // The rank of a median of an even count lies between two stays: compare odd counts, where it is one of them.
      const odd = lengths.length % 2 === 0 ? lengths.slice(1) : lengths
      fc.pre(odd.length > 0)
      const [offer] = timeFromBuckets(['offer'], odd.map(stay))
      expect(Math.abs((offer?.medianSeconds ?? 0) / (median(odd) ?? 1) - 1)).toBeLessThan(0.04)
      expect(offer?.meanSeconds).toBeCloseTo(odd.reduce((a, b) => a + b, 0) / odd.length, 3)
    }),
  )
})

test('a stage that nobody left has no times', () => {
  expect(timeOfEveryStage(['new'], [])).toEqual([
    { stageId: 'new', n: 0, meanSeconds: null, medianSeconds: null, p90Seconds: null, small: true },
  ])
})

test('stays that go on lengthen the median instead of being dropped', () => {
  const ended = [1, 2, 3].map((duration) => ({ stageId: 'offer', duration, ended: true }))
  const stuck = [10, 10, 10].map((duration) => ({ stageId: 'offer', duration, ended: false }))
  expect(ongoingFromStays(['offer'], ended)[0]).toMatchObject({ n: 0, ended: 3, medianSeconds: 2 })
  // Half have left by the third second, the others nobody knows when: the middle of the step has no upper end.
  expect(ongoingFromStays(['offer'], [...ended, ...stuck.slice(1)])[0]).toMatchObject({
    n: 2,
    ended: 3,
    medianSeconds: 3,
  })
  expect(ongoingFromStays(['offer'], [...ended, ...stuck, ...stuck])[0]).toMatchObject({ n: 6, medianSeconds: null })
})
