import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitPlan, weightsByLastYear, weightsByWorkingDays } from './split-plan.ts'

const rub = (amount: number) => amount * 100

test('ten million between three people in whole thousands loses nothing', () => {
  expect(splitPlan(rub(10_000_000), [1, 1, 1], rub(1000))).toEqual([rub(3_334_000), rub(3_333_000), rub(3_333_000)])
})

test('what is less than a step goes to the largest part', () => {
  expect(splitPlan(rub(1_000_500), [1, 3], rub(1000))).toEqual([rub(250_000), rub(750_500)])
})

test('who joins in the middle of the month gets half an equal share', () => {
  const shares = [
    { workingDays: 20, lastYearMinor: null },
    { workingDays: 10, lastYearMinor: null },
  ]
  expect(splitPlan(3000, weightsByWorkingDays(shares))).toEqual([2000, 1000])
})

test('by last year’s sales a newcomer counts as the average of those who sold', () => {
  const shares = [
    { workingDays: 20, lastYearMinor: 6000 },
    { workingDays: 20, lastYearMinor: 2000 },
    { workingDays: 20, lastYearMinor: null },
  ]
  expect(splitPlan(1200, weightsByLastYear(shares))).toEqual([600, 200, 400])
})

test('a year of returns weighs nothing', () => {
  const shares = [
    { workingDays: 20, lastYearMinor: 6000 },
    { workingDays: 20, lastYearMinor: -100 },
  ]
  expect(splitPlan(1200, weightsByLastYear(shares))).toEqual([1200, 0])
})

test('nobody sold anything: equal parts', () => {
  expect(
    weightsByLastYear([
      { workingDays: 20, lastYearMinor: 0 },
      { workingDays: 20, lastYearMinor: null },
    ]),
  ).toEqual([20, 20])
})

test('parts always sum to the amount', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e13 }),
      weights,
      fc.constantFrom(1, 100, 100_000, 10_000_000),
      (amount, shares, step) => {
        const parts = splitPlan(amount, shares, step)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
      },
    ),
  )
})
