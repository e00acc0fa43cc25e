import { expect, test } from 'vitest'
import { attainment, averageCheck, deviation, dueShare, growth, requiredPerDay, runRate } from './figures.ts'

const rub = (amount: number) => amount * 100
/** The 14th of 20 working days of November 2026. */
const november = { total: 20, elapsed: 14, left: 6 }

test('the team «Север» on the 14th of 20 working days: 7.9 of 12 million, half a million behind', () => {
  const [plan, fact, due] = [rub(12_000_000), rub(7_900_000), rub(8_400_000)]
  expect(attainment(fact, plan)).toBeCloseTo(0.6583, 4)
  expect(dueShare(due, plan)).toBeCloseTo(0.7, 12)
  expect(deviation(fact, due, november)).toBe(rub(-500_000))
  expect(requiredPerDay(fact, plan, november)).toBe(683_333_33)
  expect(runRate(fact, november)).toBe(11_285_714_29)
})

test('without a plan, or with a plan of nothing, there is no attainment', () => {
  expect([attainment(100, null), attainment(100, 0), dueShare(null, null), deviation(100, null, november)]).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect(requiredPerDay(100, null, november)).toBeNull()
})

test('a run rate is hidden before the third working day', () => {
  const at = (elapsed: number) => runRate(rub(100), { total: 20, elapsed, left: 20 - elapsed })
  expect([at(0), at(1), at(2)]).toEqual([null, null, null])
  expect(at(3)).toBe(66_667)
})

test('a period shorter than three days has its run rate on its last day', () => {
  expect(runRate(500, { total: 2, elapsed: 2, left: 0 })).toBe(500)
})

test('a met plan needs nothing more, a period without days left cannot need anything', () => {
  expect(requiredPerDay(rub(13), rub(12), november)).toBe(0)
  expect(requiredPerDay(rub(10), rub(12), { total: 20, elapsed: 20, left: 0 })).toBeNull()
})

test('a period that has not begun has no deviation', () => {
  expect(deviation(0, 0, { total: 20, elapsed: 0, left: 20 })).toBeNull()
})

test('an average check needs a won deal', () => {
  expect(averageCheck(300, 2)).toBe(150)
  expect([averageCheck(0, 0), averageCheck(-300, -1)]).toEqual([null, null])
})

test('growth from nothing or from a loss is no number; 80 → 100 is +25 %', () => {
  expect([growth(100, 0), growth(100, -5), growth(100, 80)]).toEqual([null, null, 0.25])
})
