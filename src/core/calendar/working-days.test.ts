import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, asDay, dayFromNumber, dayNumber, eachDay } from './day.ts'
import { asPeriod, contains } from './period.ts'
import { russianCalendar } from './production-calendar-ru.ts'
import {
  addWorkingDays,
  type DayException,
  isWorkingDay,
  mergeOverrides,
  plainWeek,
  shortDays,
  withDaysOff,
  type WorkCalendar,
  workingDays,
  workingDaysElapsed,
} from './working-days.ts'

const november = asPeriod('2026-11')

test('«14-й из 20 рабочих дней»: on 20 November 2026, today counts', () => {
  expect(workingDays(november, russianCalendar)).toBe(20)
  expect(workingDaysElapsed(november, asDay('2026-11-20'), russianCalendar)).toBe(14)
})

test('plan 12.0 M on the 14th of 20 days: 8.4 M is due; fact 7.9 M needs 683 thousand a day', () => {
  const on = asDay('2026-11-21')
  const [all, elapsed] = [workingDays(november, russianCalendar), workingDaysElapsed(november, on, russianCalendar)]
  expect((12_000_000 * elapsed) / all).toBeCloseTo(8_400_000, 6)
  expect(Math.round((12_000_000 - 7_900_000) / (all - elapsed))).toBe(683_333)
})

test('before the period nothing has elapsed, after it everything', () => {
  expect(workingDaysElapsed(november, asDay('2026-10-31'), russianCalendar)).toBe(0)
  expect(workingDaysElapsed(november, asDay('2026-12-01'), russianCalendar)).toBe(20)
})

test('a seller hired on the 20th has 7 working days of November', () => {
  expect(workingDays(asPeriod('2026-11-20..2026-11-30'), russianCalendar)).toBe(7)
})

test('a leave of a week takes five working days', () => {
  const away = withDaysOff(russianCalendar, eachDay(asDay('2026-11-09'), asDay('2026-11-16')))
  expect(workingDays(november, away)).toBe(15)
})

test('the company stands above the public calendar', () => {
  const own = mergeOverrides(russianCalendar, {
    exceptions: { '2026-11-04': 'working', '2026-11-14': 'working', '2026-11-30': 'off' },
  })
  expect(isWorkingDay(asDay('2026-11-04'), own)).toBe(true)
  expect(workingDays(november, own)).toBe(21)
  expect(workingDays(november, mergeOverrides(russianCalendar, { weekDays: [1, 2, 3, 4, 5, 6] }))).toBe(24)
})

test('the working day after Friday is Monday; a holiday in between is stepped over', () => {
  expect(addWorkingDays(asDay('2026-11-20'), 1, russianCalendar)).toBe('2026-11-23')
  expect(addWorkingDays(asDay('2026-11-03'), 1, russianCalendar)).toBe('2026-11-05')
  expect(() => addWorkingDays(asDay('2026-11-03'), 1, { weekDays: [], exceptions: {} })).toThrow(RangeError)
})

const dayIn2026 = fc.integer({ min: dayNumber(asDay('2025-11-01')), max: dayNumber(asDay('2027-03-01')) })
const anyCalendar: fc.Arbitrary<WorkCalendar> = fc.record({
  weekDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
  exceptions: fc
    .array(fc.tuple(dayIn2026.map(dayFromNumber), fc.constantFrom<DayException>('off', 'short', 'working')), {
      maxLength: 40,
    })
    .map((entries) => Object.fromEntries(entries)),
})

test('counting agrees with walking from day to day', () => {
  fc.assert(
    fc.property(anyCalendar, dayIn2026, fc.integer({ min: 0, max: 400 }), (calendar, start, length) => {
      const period = { start: dayFromNumber(start), end: dayFromNumber(start + length) }
      const worked = eachDay(period.start, period.end).filter((day) => isWorkingDay(day, calendar))
      expect(workingDays(period, calendar)).toBe(worked.length)
      expect(shortDays(period, calendar)).toBe(worked.filter((day) => calendar.exceptions[day] === 'short').length)
    }),
  )
})

test('a calendar with days off counts as one that was written down with them, days off upon days off too', () => {
  const leave = fc.array(dayIn2026.map(dayFromNumber), { maxLength: 20 })
  fc.assert(
    fc.property(
      anyCalendar,
      leave,
      leave,
      dayIn2026,
      fc.integer({ min: 0, max: 400 }),
      (base, one, other, start, length) => {
        const period = { start: dayFromNumber(start), end: dayFromNumber(start + length) }
        const away = withDaysOff(withDaysOff(base, one), other)
        const written = { ...away }
        expect(workingDays(period, away)).toBe(workingDays(period, written))
        expect(shortDays(period, away)).toBe(shortDays(period, written))
      },
    ),
  )
})

test('what has elapsed grows with the days, from none to all', () => {
  fc.assert(
    fc.property(anyCalendar, dayIn2026.map(dayFromNumber), (calendar, today) => {
      const elapsed = workingDaysElapsed(november, today, calendar)
      const next = workingDaysElapsed(november, addDays(today, 1), calendar)
      expect(next - elapsed).toBe(
        contains(november, addDays(today, 1)) && isWorkingDay(addDays(today, 1), calendar) ? 1 : 0,
      )
      expect(elapsed).toBeGreaterThanOrEqual(0)
      expect(elapsed).toBeLessThanOrEqual(workingDays(november, calendar))
    }),
  )
})

test('without holidays November 2026 has 21 days', () => {
  expect(workingDays(november, plainWeek)).toBe(21)
})
