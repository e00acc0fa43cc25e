import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { plainWeek } from '#core/calendar/working-days.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { isOpen, momentAfter, waitedMinutes } from './response-clock.ts'

const clock = {
  calendar: russianCalendar,
  zone: asTimeZone('Europe/Moscow'),
  hours: { opensAt: 9 * 60, closesAt: 18 * 60 },
}
const at = (text: string) => new Date(`${text}+03:00`)
const after = (from: string, minutes: number) => momentAfter(at(from), minutes, clock)

describe('the moment until which a lead is to be answered', () => {
  test('a lead of 12:00 with a target of half an hour is answered until 12:30', () => {
    expect(after('2026-11-20T12:00', 30)).toEqual(at('2026-11-20T12:30'))
  })

  test('a lead of Friday 17:50 has ten minutes of Friday and twenty of Monday', () => {
    expect(after('2026-11-20T17:50', 30)).toEqual(at('2026-11-23T09:20'))
  })

  test('a lead of the night and one of Sunday count from the next working morning', () => {
    expect(after('2026-11-19T23:40', 15)).toEqual(at('2026-11-20T09:15'))
    expect(after('2026-11-22T14:00', 15)).toEqual(at('2026-11-23T09:15'))
  })

  test('the day before a holiday is an hour shorter, the holiday does not count', () => {
    expect(after('2026-11-03T16:30', 60)).toEqual(at('2026-11-05T09:30'))
  })

  test('a target longer than a day goes over several', () => {
    expect(after('2026-11-16T09:00', 9 * 60 * 2 + 30)).toEqual(at('2026-11-18T09:30'))
  })

  test('a calendar without working days is no reason to wait for ever', () => {
    expect(() =>
      momentAfter(at('2026-11-20T12:00'), 5, { ...clock, calendar: { weekDays: [], exceptions: {} } }),
    ).toThrow(RangeError)
  })

  test('exactly the target has passed at that moment, wherever it begins', () => {
    const begin = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 20) })
    fc.assert(
      fc.property(begin, fc.integer({ min: 1, max: 2000 }), (from, minutes) => {
        const until = momentAfter(new Date(from), minutes, clock)
        expect(waitedMinutes(new Date(from), until, clock)).toBeCloseTo(minutes, 6)
      }),
      { numRuns: 60 },
    )
  })
})

test('the office is open from nine to six of working days, an hour less before a holiday', () => {
  expect(isOpen(at('2026-11-20T09:00'), clock)).toBe(true)
  expect(isOpen(at('2026-11-20T18:00'), clock)).toBe(false)
  expect(isOpen(at('2026-11-21T12:00'), clock)).toBe(false)
  expect(isOpen(at('2026-11-03T17:30'), clock)).toBe(false)
  expect(isOpen(at('2026-11-04T12:00'), { ...clock, calendar: plainWeek })).toBe(true)
})
