import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asDay, dateOf } from './day.ts'
import {
  addMonths,
  addMonthsToDay,
  asMonth,
  daysInMonth,
  eachMonth,
  firstDay,
  isMonth,
  lastDay,
  monthFromParts,
  monthOf,
  monthsBetween,
  quarterOf,
} from './month.ts'

const anyMonth = fc
  .record({ year: fc.integer({ min: 1900, max: 2100 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month }) => monthFromParts(year, month))

test('a month after 31 January is 28 February, in a leap year the 29th', () => {
  expect(addMonthsToDay(asDay('2026-01-31'), 1)).toBe('2026-02-28')
  expect(addMonthsToDay(asDay('2024-01-31'), 1)).toBe('2024-02-29')
  expect(addMonthsToDay(asDay('2024-02-29'), -12)).toBe('2023-02-28')
  expect(addMonthsToDay(asDay('2026-11-15'), 2)).toBe('2027-01-15')
})

test('what is a month and what is not', () => {
  expect(['2026-11', '2026-00', '2026-13', '0021-11', '2999-01', '2026-1', 'ноябрь'].map(isMonth)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(() => asMonth('2026')).toThrow(RangeError)
})

test('November lies in the fourth quarter and has 30 days', () => {
  expect(quarterOf(asMonth('2026-11'))).toBe(4)
  expect(daysInMonth(asMonth('2026-11'))).toBe(30)
  expect(lastDay(asMonth('2026-11'))).toBe('2026-11-30')
})

test('months go over the year', () => {
  expect(eachMonth(asMonth('2026-11'), asMonth('2027-02'))).toEqual(['2026-11', '2026-12', '2027-01'])
  expect(addMonths(asMonth('2026-01'), -13)).toBe('2024-12')
})

test('adding months goes back and forth, and a shifted day stays in the shifted month', () => {
  fc.assert(
    fc.property(anyMonth, fc.integer({ min: -500, max: 500 }), (month, count) => {
      expect(addMonths(addMonths(month, count), -count)).toBe(month)
      expect(monthsBetween(month, addMonths(month, count))).toBe(count)
      const shifted = addMonthsToDay(lastDay(month), count)
      expect(monthOf(shifted)).toBe(addMonths(month, count))
      expect(dateOf(shifted)).toBe(Math.min(daysInMonth(month), daysInMonth(addMonths(month, count))))
      expect(addMonthsToDay(firstDay(month), count)).toBe(firstDay(addMonths(month, count)))
    }),
  )
})
