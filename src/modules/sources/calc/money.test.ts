import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  costOf,
  firstPaid,
  ltvByChurn,
  ltvByYears,
  marginOf,
  partOfSpend,
  paybackMonths,
  roiOf,
  shareCosts,
} from './money.ts'

test('a client who cost 8,000 and brings 1,200 a month at a margin of 78 % has paid for himself after 8.547 months', () => {
  expect(paybackMonths(8_000_00, 1_200_00, 0.78)).toBeCloseTo(8.547, 3)
})

test('a cost of 1,200 at 155 net a month: 7.742 months', () => {
  expect(paybackMonths(1_200_00, 155_00, 1)).toBeCloseTo(7.742, 3)
})

test('without a cost, a revenue or a margin there is no payback, and no division by zero', () => {
  expect(paybackMonths(null, 1_200_00, 0.78)).toBeNull()
  expect(paybackMonths(8_000_00, 0, 0.78)).toBeNull()
  expect(paybackMonths(8_000_00, 1_200_00, null)).toBeNull()
  expect(paybackMonths(8_000_00, -5_00, 0.5)).toBeNull()
})

test('a channel without spend has no cost of a client; spend without clients has none either', () => {
  expect(costOf(0, 10)).toBeNull()
  expect(costOf(null, 10)).toBeNull()
  expect(costOf(100_00, 0)).toBeNull()
  expect(costOf(100_00, 3)).toBe(33_33)
})

test('lifetime value: 1,200 a month, margin 50 %, churn 5 % a month → 12,000; check 20,000, 2 orders a year, 3 years, 30 % → 36,000', () => {
  expect(ltvByChurn(1_200_00, 0.5, 0.05)).toBe(12_000_00)
  expect(ltvByChurn(1_200_00, 0.5, 0)).toBeNull()
  expect(ltvByYears(20_000_00, 2, 3, 0.3)).toBe(36_000_00)
})

test('return on 100 that brought sales of 1,000 at a margin of 25 % is +150 %', () => {
  expect(roiOf(1_000_00, 0.25, 100_00)).toBeCloseTo(1.5)
  expect(roiOf(1_000_00, 0.25, 0)).toBeNull()
})

test('common costs are shared by leads and sum exactly; without leads nobody bears them', () => {
  expect(shareCosts(100, [3, 0, 1])).toEqual([75, 0, 25])
  expect(shareCosts(100, [0, 0])).toEqual([0, 0])
  fc.assert(
    fc.property(fc.nat(1_000_000_000), fc.array(fc.nat(5_000), { minLength: 1, maxLength: 12 }), (total, leads) => {
      const parts = shareCosts(total, leads)
      const sum = parts.reduce((all, part) => all + part, 0)
      expect(sum).toBe(leads.some((n) => n > 0) ? total : 0)
    }),
  )
})

test('a team with 20 of 80 leads bears a quarter of the spend, and never more than all of it', () => {
  expect(partOfSpend(1_000, 20, 80)).toBe(250)
  expect(partOfSpend(1_000, 90, 80)).toBe(1_000)
  expect(partOfSpend(1_000, 0, 0)).toBe(0)
})

test('the month in which cumulative profit covers the cost', () => {
  const points = [400, 900, 1_250].map((profitMinor, index) => ({ month: index + 1, profitMinor }))
  expect(firstPaid(points, 1_200)).toBe(3)
  expect(firstPaid(points, 5_000)).toBeNull()
  expect(firstPaid(points, null)).toBeNull()
})

test('margin: products of which the cost is known have theirs, the rest has that of the company', () => {
  const sold = { salesMinor: 1_000, coveredMinor: 600, goodsMinor: 360 }
  expect(marginOf(sold, 0.5)).toEqual({ share: 0.44, basis: 'both' })
  // Nothing set, and not all of it known: there is no margin.
  expect(marginOf(sold, null)).toEqual({ share: null, basis: null })
  expect(marginOf({ ...sold, coveredMinor: 1_000, goodsMinor: 780 }, null)).toEqual({ share: 0.22, basis: 'products' })
  expect(marginOf({ salesMinor: 1_000, coveredMinor: 0, goodsMinor: 0 }, 0.5)).toEqual({ share: 0.5, basis: 'company' })
  expect(marginOf({ salesMinor: 1_000, coveredMinor: 0, goodsMinor: 0 }, null)).toEqual({ share: null, basis: null })
  expect(marginOf({ salesMinor: 100, coveredMinor: 100, goodsMinor: 150 }, 0.5)).toEqual({
    share: -0.5,
    basis: 'products',
  })
  // More was taken back than sold: what is left has no products of its own.
  expect(marginOf({ salesMinor: -100, coveredMinor: -100, goodsMinor: -50 }, 0.3).basis).toBe('company')
})
