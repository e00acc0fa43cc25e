import { expect, test } from 'vitest'
import { effectiveDiscountBp, limitOf, overLimit, USUAL_LIMITS } from './discount.ts'

const line = { productId: 'a', productName: 'Насос', priceMinor: 100_00, discountBp: 0, listPriceMinor: 100_00 }

test('a price lowered by hand is a discount as well', () => {
  expect(effectiveDiscountBp({ ...line, priceMinor: 80_00 })).toBe(2_000)
  expect(effectiveDiscountBp({ ...line, priceMinor: 80_00, discountBp: 1_000 })).toBe(2_800)
  expect(effectiveDiscountBp({ ...line, priceMinor: 120_00, discountBp: 1_000 })).toBe(0)
  expect(effectiveDiscountBp({ ...line, priceMinor: 1, discountBp: 300, listPriceMinor: null })).toBe(300)
})

test('a kopeck below the limit is above the limit', () => {
  const cheap = { ...line, priceMinor: 89_99 }
  expect(overLimit([cheap], [], 1_000)).toEqual([{ line: cheap, discountBp: 1_001 }])
  expect(overLimit([{ ...line, priceMinor: 90_00 }], [], 1_000)).toEqual([])
})

test('what was allowed once is allowed, and not more', () => {
  const allowed = { ...line, discountBp: 1_500 }
  expect(overLimit([allowed], [allowed], 1_000)).toEqual([])
  expect(overLimit([{ ...line, discountBp: 1_600 }], [allowed], 1_000)).toHaveLength(1)
  expect(overLimit([{ ...allowed, productId: 'b' }], [allowed], 1_000)).toHaveLength(1)
})

test('an owner gives away what he likes, an accountant nothing', () => {
  expect(['owner', 'seller', 'finance'].map((role) => limitOf(role, USUAL_LIMITS))).toEqual([10_000, 1_000, 0])
})
