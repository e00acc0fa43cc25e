import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, asDay, dayFromNumber, dayNumber, eachDay } from './day.ts'
import { eachMonth, firstDay, addMonths } from './month.ts'
import {
  asPeriod,
  comparablePart,
  contains,
  intersection,
  monthsAndDays,
  monthsTouched,
  nextPeriod,
  parsePeriod,
  type Period,
  periodAround,
  periodDays,
  periodKey,
  periodKind,
  periodToDate,
  previousPeriod,
  samePeriodLastYear,
} from './period.ts'

const anyPeriod: fc.Arbitrary<Period> = fc
  .record({
    start: fc.integer({ min: dayNumber(asDay('1990-01-01')), max: dayNumber(asDay('2060-01-01')) }),
    length: fc.integer({ min: 1, max: 900 }),
  })
  .map(({ start, length }) => ({ start: dayFromNumber(start), end: dayFromNumber(start + length) }))

/** Keys whose neighbours are of the same kind. */
const anyNamedKey = fc
  .record({
    day: fc.integer({ min: dayNumber(asDay('1990-01-01')), max: dayNumber(asDay('2060-01-01')) }).map(dayFromNumber),
    kind: fc.constantFrom('year' as const, 'quarter' as const, 'month' as const, 'week' as const, 'day' as const),
  })
  .map(({ day, kind }) => periodKey(periodAround(day, kind)))

test('keys are half-open periods', () => {
  expect(parsePeriod('2026-11')).toEqual({ start: '2026-11-01', end: '2026-12-01' })
  expect(parsePeriod('2026-Q4')).toEqual({ start: '2026-10-01', end: '2027-01-01' })
  expect(parsePeriod('2026')).toEqual({ start: '2026-01-01', end: '2027-01-01' })
  expect(parsePeriod('2026-W47')).toEqual({ start: '2026-11-16', end: '2026-11-23' })
  expect(parsePeriod('2026-11-21')).toEqual({ start: '2026-11-21', end: '2026-11-22' })
  expect(parsePeriod('2026-11-01..2026-11-15')).toEqual({ start: '2026-11-01', end: '2026-11-16' })
})

test('ISO weeks cross the year: 2026 has 53, 2025 has 52', () => {
  expect(parsePeriod('2026-W01')).toEqual({ start: '2025-12-29', end: '2026-01-05' })
  expect(parsePeriod('2026-W53')).toEqual({ start: '2026-12-28', end: '2027-01-04' })
  expect(parsePeriod('2025-W53')).toBeNull()
})

test.for([
  '',
  '2026-13',
  '2026-Q5',
  '2026-Q0',
  '2026-Q04',
  '2026-W00',
  '2026-W54',
  '2026-W7',
  '0021',
  '2999',
  '2026-02-30',
])('«%s» is not a period', (key) => {
  expect(parsePeriod(key)).toBeNull()
  expect(() => asPeriod(key)).toThrow(RangeError)
})

test.for([
  '2026-11-15..2026-11-01',
  '2026-11-01..',
  '..2026-11-01',
  '2026-11..2026-12',
  '2026-11-01..2026-11-02..2026-11-03',
])('«%s» is not a span', (key) => {
  expect(parsePeriod(key)).toBeNull()
})

test('a span that happens to be a month is called a month', () => {
  expect(periodKey(asPeriod('2026-02-01..2026-02-28'))).toBe('2026-02')
  expect(periodKey(asPeriod('2026-10-01..2026-12-31'))).toBe('2026-Q4')
  expect(periodKind(asPeriod('2026-11-01..2026-12-31'))).toBe('range')
})

test('the first instant of the next period is not in this one', () => {
  expect(contains(asPeriod('2026-11'), asDay('2026-11-30'))).toBe(true)
  expect(contains(asPeriod('2026-11'), asDay('2026-12-01'))).toBe(false)
})

test('the period before', () => {
  const before = (key: string) => periodKey(previousPeriod(asPeriod(key)))
  expect(before('2026-03')).toBe('2026-02')
  expect(before('2026-Q1')).toBe('2025-Q4')
  expect(before('2026')).toBe('2025')
  expect(before('2026-W01')).toBe('2025-W52')
  expect(before('2026-11-01..2026-11-15')).toBe('2026-10-17..2026-10-31')
  // Two whole months are compared with two whole months, not with 61 days.
  expect(before('2026-03-01..2026-04-30')).toBe('2026-01-01..2026-02-28')
})

test('the same period a year ago', () => {
  const yearAgo = (key: string) => periodKey(samePeriodLastYear(asPeriod(key)))
  expect(yearAgo('2025-02')).toBe('2024-02')
  expect(yearAgo('2026-Q4')).toBe('2025-Q4')
  expect(yearAgo('2026')).toBe('2025')
  expect(yearAgo('2026-W47')).toBe('2025-W47')
  expect(yearAgo('2026-W53')).toBe('2025-W52')
  expect(yearAgo('2026-11-01..2026-11-15')).toBe('2025-11-01..2025-11-15')
  expect(yearAgo('2024-02-29')).toBe('2023-02-28')
  expect(yearAgo('2025-02-15..2025-02-28')).toBe('2024-02-15..2024-02-29')
})

test('31 January is compared with 28 February without stepping into March', () => {
  const [january, february] = [asPeriod('2026-01'), asPeriod('2026-02')]
  expect(comparablePart(february, asDay('2026-02-14'), january)).toEqual(asPeriod('2026-01-01..2026-01-14'))
  expect(comparablePart(asPeriod('2026-03'), asDay('2026-03-30'), february)).toEqual(february)
  expect(comparablePart(february, asDay('2026-02-28'), january)).toEqual(january)
  expect(comparablePart(february, asDay('2026-01-31'), january)).toBeNull()
})

test('what has begun of a period', () => {
  const november = asPeriod('2026-11')
  expect(periodToDate(november, asDay('2026-10-31'))).toBeNull()
  expect(periodToDate(november, asDay('2026-11-01'))).toEqual(asPeriod('2026-11-01'))
  expect(periodToDate(november, asDay('2027-05-05'))).toEqual(november)
  expect(intersection(november, asPeriod('2026-12'))).toBeNull()
})

test('whole months and the days left over', () => {
  expect(monthsAndDays(asPeriod('2026-Q4'))).toEqual({ months: ['2026-10', '2026-11', '2026-12'], days: [] })
  expect(monthsAndDays(asPeriod('2026-01-30..2026-04-02'))).toEqual({
    months: ['2026-02', '2026-03'],
    days: ['2026-01-30', '2026-01-31', '2026-04-01', '2026-04-02'],
  })
  expect(monthsAndDays(asPeriod('2026-11-05..2026-11-06'))).toEqual({ months: [], days: ['2026-11-05', '2026-11-06'] })
  expect(monthsTouched(asPeriod('2026-01-30..2026-04-02'))).toEqual(['2026-01', '2026-02', '2026-03', '2026-04'])
})

test('months and days cover the period exactly once', () => {
  fc.assert(
    fc.property(anyPeriod, (period) => {
      const { months, days } = monthsAndDays(period)
      const covered = [...months.flatMap((month) => eachDay(firstDay(month), firstDay(addMonths(month, 1)))), ...days]
      expect(covered.toSorted()).toEqual(eachDay(period.start, period.end))
      expect(days.length).toBeLessThanOrEqual(60)
      expect(months).toEqual(months.length === 0 ? [] : eachMonth(months[0]!, addMonths(months.at(-1)!, 1)))
    }),
  )
})

test('a key reads back to the same period', () => {
  fc.assert(
    fc.property(anyPeriod, (period) => {
      expect(parsePeriod(periodKey(period))).toEqual(period)
    }),
  )
  fc.assert(
    fc.property(anyNamedKey, (key) => {
      expect(periodKey(asPeriod(key))).toBe(key)
    }),
  )
})

test('neighbours touch, keep their kind and undo each other', () => {
  fc.assert(
    fc.property(anyNamedKey, (key) => {
      const period = asPeriod(key)
      expect(previousPeriod(period).end).toBe(period.start)
      expect(nextPeriod(period).start).toBe(period.end)
      expect(periodKind(previousPeriod(period))).toBe(periodKind(period))
      expect(nextPeriod(previousPeriod(period))).toEqual(period)
    }),
  )
})

test('a year ago every period has at least a day', () => {
  fc.assert(
    fc.property(anyPeriod, (period) => {
      const yearAgo = samePeriodLastYear(period)
      expect(periodDays(yearAgo)).toBeGreaterThan(0)
      expect(Math.abs(periodDays(yearAgo) - periodDays(period))).toBeLessThanOrEqual(1)
      expect(yearAgo.end < addDays(period.end, -350)).toBe(true)
    }),
  )
})
