import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  asDay,
  dayFromNumber,
  dayFromParts,
  dayNumber,
  daysBetween,
  eachDay,
  isDay,
  parseDay,
  weekday,
} from './day.ts'

const anyDay = fc
  .integer({ min: dayNumber(asDay('1900-01-01')), max: dayNumber(asDay('2100-12-31')) })
  .map(dayFromNumber)

test('29 February exists in 2024 and in 2000, not in 2026 and not in 1900', () => {
  expect(['2024-02-29', '2000-02-29', '2026-02-29', '1900-02-29'].map(isDay)).toEqual([true, true, false, false])
})

test('a typing error in the year is no day', () => {
  expect(['0021-06-01', '2999-01-01', '1899-12-31', '2101-01-01'].map(isDay)).toEqual([false, false, false, false])
})

test('anything that is not exactly YYYY-MM-DD is no day', () => {
  const wrong = ['2026-1-1', '21.11.2026', '2026-13-01', '2026-00-10', '2026-11-00', '2026-11-31', '', 20261121, null]
  expect(wrong.map(isDay)).toEqual(wrong.map(() => false))
  expect(parseDay(' 2026-11-21 ')).toBe('2026-11-21')
  expect(() => asDay('tomorrow')).toThrow(RangeError)
  expect(dayFromParts(2026, 2, 30)).toBeNull()
})

test('21 November 2026 is a Saturday and 40 days before the New Year', () => {
  expect(weekday(asDay('2026-11-21'))).toBe(6)
  expect(daysBetween(asDay('2026-11-21'), asDay('2026-12-31'))).toBe(40)
})

test('every day between the borders is a day, and adding goes back and forth', () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -10_000, max: 10_000 }), (day, count) => {
      expect(isDay(day)).toBe(true)
      expect(addDays(addDays(day, count), -count)).toBe(day)
      expect(daysBetween(day, addDays(day, count))).toBe(count)
      expect(weekday(addDays(day, 7))).toBe(weekday(day))
    }),
  )
})

test('a span has its first day and not its end', () => {
  expect(eachDay(asDay('2026-02-27'), asDay('2026-03-02'))).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(eachDay(asDay('2026-03-02'), asDay('2026-02-27'))).toEqual([])
})
