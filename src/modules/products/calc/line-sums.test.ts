import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineSum, linesSum, type PricedLine, VAT_MODES, VAT_PERCENTS } from './line-sums.ts'

const pump: PricedLine = { quantity: 3, priceMinor: 148_500_00, discountBp: 500, vatPercent: 22 }

test('three pumps at 148 500 with 5 % off: 423 225, of it 76 319.26 are VAT of 22 %', () => {
  expect(lineSum(pump, 'included')).toEqual({
    netMinor: 346_905_74,
    vatMinor: 76_319_26,
    totalMinor: 423_225_00,
    discountMinor: 22_275_00,
  })
})

test('the same with VAT on top: 423 225 and 93 109.50 of VAT', () => {
  expect(lineSum(pump, 'on_top')).toMatchObject({
    netMinor: 423_225_00,
    vatMinor: 93_109_50,
    totalMinor: 516_334_50,
  })
})

test('a tonne and a half of something at 1.01: half a kopeck goes up', () => {
  expect(lineSum({ quantity: 1.5, priceMinor: 101, discountBp: 0, vatPercent: null }, 'included').totalMinor).toBe(152)
  expect(lineSum({ quantity: 0.0001, priceMinor: 50_00, discountBp: 0, vatPercent: 0 }, 'on_top').totalMinor).toBe(1)
})

test('without VAT and with VAT of 0 % come to the same, but only the second is a rate', () => {
  const sum = linesSum(
    [
      { ...pump, vatPercent: null },
      { ...pump, vatPercent: 0 },
    ],
    'included',
  )
  expect(sum.vatByRate).toEqual([{ percent: 0, vatMinor: 0, netMinor: 423_225_00 }])
})

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 99_999_999 }).map((n) => n / 10_000),
  priceMinor: fc.integer({ min: 0, max: 10_000_000_00 }),
  discountBp: fc.integer({ min: 0, max: 10_000 }),
  vatPercent: fc.constantFrom(null, ...VAT_PERCENTS),
})

test('lines sum to the total, VAT by rate sums to the VAT, net and VAT are the total, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom(...VAT_MODES), (lines, mode) => {
      const sum = linesSum(lines, mode)
      const own = lines.map((one) => lineSum(one, mode))
      expect(own.reduce((all, { totalMinor }) => all + totalMinor, 0)).toBe(sum.totalMinor)
      expect(sum.vatByRate.reduce((all, { vatMinor }) => all + vatMinor, 0)).toBe(sum.vatMinor)
      expect(sum.netMinor + sum.vatMinor).toBe(sum.totalMinor)
      expect(linesSum(lines.toReversed(), mode)).toEqual(sum)
      for (const { vatMinor, netMinor, discountMinor } of own)
        expect(Math.min(vatMinor, netMinor, discountMinor)).toBeGreaterThanOrEqual(0)
    }),
  )
})

test('the VAT inside a sum is the VAT on top of what is left, to the kopeck', () => {
  fc.assert(
    fc.property(line, (one) => {
      const { netMinor, vatMinor } = lineSum(one, 'included')
      const again = lineSum({ ...one, quantity: 1, discountBp: 0, priceMinor: netMinor }, 'on_top')
      expect(Math.abs(again.vatMinor - vatMinor)).toBeLessThanOrEqual(1)
    }),
  )
})
