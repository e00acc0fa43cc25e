import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asDay, dayFromNumber, weekday } from '#core/calendar/day.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { plainWeek } from '#core/calendar/working-days.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { type Repeat, repeats } from '../contract.ts'
import { dueMoment, isShift, lastDayOf, repeatedOn } from './due.ts'

const moscow = asTimeZone('Europe/Moscow')
const day = asDay

test('a task without an hour is due in the last second of its day on the company’s clock', () => {
  expect(dueMoment(day('2026-11-21'), null, moscow).toISOString()).toBe('2026-11-21T20:59:59.000Z')
  expect(dueMoment(day('2026-11-21'), '15:30', moscow).toISOString()).toBe('2026-11-21T12:30:00.000Z')
})

test('a long task is due at the end of its week, month or quarter', () => {
  const ends = (today: string) =>
    (['day', 'week', 'month', 'quarter'] as const).map((one) => lastDayOf(one, day(today)))
  expect(ends('2026-11-21')).toEqual(['2026-11-21', '2026-11-22', '2026-11-30', '2026-12-31'])
  expect(ends('2026-02-01')).toEqual(['2026-02-01', '2026-02-01', '2026-02-28', '2026-03-31'])
  expect(ends('2026-03-31')).toEqual(['2026-03-31', '2026-04-05', '2026-03-31', '2026-03-31'])
})

test('the next one comes in its rhythm', () => {
  const after = (repeat: Repeat, dueOn: string, today = dueOn, aim: number | null = null) =>
    repeatedOn({ repeat, dueOn: day(dueOn), aim }, day(today), russianCalendar)
  expect(after('daily', '2026-11-20')).toBe('2026-11-21')
  expect(after('workdays', '2026-11-20')).toBe('2026-11-23')
  expect(after('workdays', '2026-12-31')).toBe('2027-01-11')
  expect(after('weekly', '2026-11-20')).toBe('2026-11-27')
  expect(after('monthly', '2026-11-20')).toBe('2026-12-20')
})

test('closed late it makes no heap of overdue ones, closed early it does not come back the same day', () => {
  const after = (repeat: Repeat, dueOn: string, today: string) =>
    repeatedOn({ repeat, dueOn: day(dueOn), aim: null }, day(today), plainWeek)
  expect(after('daily', '2026-11-02', '2026-11-20')).toBe('2026-11-21')
  expect(after('weekly', '2026-11-02', '2026-11-20')).toBe('2026-11-23')
  expect(after('weekly', '2026-11-02', '2026-11-23')).toBe('2026-11-30')
  expect(after('monthly', '2026-08-05', '2026-11-20')).toBe('2026-12-05')
  expect(after('daily', '2026-11-25', '2026-11-20')).toBe('2026-11-26')
})

test('one that was put off comes back in its rhythm', () => {
  const after = (repeat: Repeat, dueOn: string, aim: number) =>
    repeatedOn({ repeat, dueOn: day(dueOn), aim }, day(dueOn), plainWeek)
  // Of Mondays, on Tuesday; of the 31st, on the 2nd; of the 1st, on the 5th.
  expect(after('weekly', '2026-11-24', 1)).toBe('2026-11-30')
  expect(after('monthly', '2026-12-02', 31)).toBe('2026-12-31')
  expect(after('monthly', '2026-12-05', 1)).toBe('2027-01-01')
})

test('the 31st stays the 31st after a shorter month', () => {
  const february = repeatedOn({ repeat: 'monthly', dueOn: day('2027-01-31'), aim: 31 }, day('2027-01-31'), plainWeek)
  expect(february).toBe('2027-02-28')
  expect(repeatedOn({ repeat: 'monthly', dueOn: february, aim: 31 }, february, plainWeek)).toBe('2027-03-31')
})

test('whatever the rhythm, the next day lies after both the old one and today', () => {
  const days = fc.integer({ min: 18_000, max: 23_000 }).map(dayFromNumber)
  fc.assert(
    fc.property(fc.constantFrom(...repeats), days, days, (repeat, dueOn, today) => {
      const next = repeatedOn({ repeat, dueOn, aim: null }, today, russianCalendar)
      expect(next > dueOn && next > today).toBe(true)
      if (repeat === 'weekly') expect(weekday(next)).toBe(weekday(dueOn))
    }),
  )
})

test('a calendar without working days gives the next day', () => {
  const never = { weekDays: [], exceptions: {} }
  const next = repeatedOn({ repeat: 'workdays', dueOn: day('2026-11-20'), aim: null }, day('2026-11-20'), never)
  expect(next).toBe('2026-11-21')
})

test('later is a shift, earlier is none', () => {
  const at = (dueOn: string, time: string | null) => ({ dueOn, dueAt: dueMoment(day(dueOn), time, moscow).getTime() })
  expect(isShift(at('2026-11-20', null), at('2026-11-21', null))).toBe(true)
  expect(isShift(at('2026-11-20', '10:00'), at('2026-11-20', '11:00'))).toBe(true)
  expect(isShift(at('2026-11-20', null), at('2026-11-20', '11:00'))).toBe(false)
  expect(isShift(at('2026-11-20', null), at('2026-11-19', null))).toBe(false)
})
