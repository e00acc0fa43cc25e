import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ascending, mean, median, quantile } from './quantile.ts'

test('from A to B in 1 h, 2 h and 2 h: mean 6,000 s, median 7,200 s', () => {
  expect(mean([3600, 7200, 7200])).toBe(6000)
  expect(median([3600, 7200, 7200])).toBe(7200)
  expect([mean([7200, 3600]), median([7200, 3600])]).toEqual([5400, 5400])
})

test('as percentile_cont: p90 of 1…10 is 9.1, the quartiles of 1, 2, 4, 8 are 1.75 and 5', () => {
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9)).toBeCloseTo(9.1, 12)
  expect(quantile([1, 2, 4, 8], 0.25)).toBeCloseTo(1.75, 12)
  expect(quantile([1, 2, 4, 8], 0.75)).toBe(5)
})

test('nothing has no mean and no median; a quantile is a share', () => {
  expect([mean([]), median([]), quantile([], 0.5)]).toEqual([null, null, null])
  expect(() => quantile([1], 1.5)).toThrow(RangeError)
  expect(() => quantile([1], Number.NaN)).toThrow(RangeError)
})

const pipeline = new URL('../../../../shared/data/maven-crm-sales/sales_pipeline.csv', import.meta.url)

test.skipIf(!existsSync(pipeline))(
  'days to close of the won deals of a real file: median 57, mean 51.78 (skipped without the file)',
  () => {
    const [head = '', ...lines] = readFileSync(pipeline, 'utf8').trim().split(/\r?\n/)
    const column = (name: string) => head.split(',').indexOf(name)
    const won = lines.map((line) => line.split(',')).filter((row) => row[column('deal_stage')] === 'Won')
    const days = won.map(
      (row) => (Date.parse(row[column('close_date')]!) - Date.parse(row[column('engage_date')]!)) / 86_400_000,
    )
    expect(won.length).toBe(4238)
    expect(median(days)).toBe(57)
    expect(mean(days)).toBeCloseTo(51.78, 2)
    expect(mean(won.map((row) => Number(row[column('close_value')])))).toBeCloseTo(2360.91, 2)
  },
)

const values = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1 })

test('the order of input does not matter and the input is left alone', () => {
  fc.assert(
    fc.property(values, (list) => {
      const before = [...list]
      expect(median(list.toReversed())).toBe(median(list))
      expect(list).toEqual(before)
    }),
  )
})

test('a quantile grows with q, from the least to the greatest', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(values, share, share, (list, a, b) => {
      const sorted = ascending(list)
      expect(quantile(sorted, 0)).toBe(sorted[0])
      expect(quantile(sorted, 1)).toBe(sorted.at(-1))
      expect(quantile(sorted, Math.min(a, b))!).toBeLessThanOrEqual(quantile(sorted, Math.max(a, b))! + 1e-6)
    }),
  )
})
