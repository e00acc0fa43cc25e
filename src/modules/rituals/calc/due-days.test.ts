import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, type Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { isWorkingDay } from '#core/calendar/working-days.ts'
import { dueDays, personDays, streakOf, workingDayBefore } from './due-days.ts'

const week = [1, 2, 3, 4, 5]
const daily = { every: 'day' as const, weekDays: week, nth: 1, startsOn: '2026-01-01' }

it('a daily meeting is due on the working days of the production calendar', () => {
  // 4 November is a holiday.
  expect(dueDays(daily, asPeriod('2026-11'), russianCalendar)).toHaveLength(20)
})

it('a weekly one moves to the next working day of its week', () => {
  const wednesdays = { ...daily, every: 'week' as const, weekDays: [3] }
  expect(dueDays(wednesdays, asPeriod('2026-11'), russianCalendar)).toEqual([
    '2026-11-05',
    '2026-11-11',
    '2026-11-18',
    '2026-11-25',
  ])
})

it('results of the month are due on its second working day, a review on the last but one of the quarter', () => {
  const month = { ...daily, every: 'month' as const, nth: 2 }
  expect(dueDays(month, asPeriod('2026-11'), russianCalendar)).toEqual(['2026-11-03'])
  const quarter = { ...daily, every: 'quarter' as const, nth: -2 }
  expect(dueDays(quarter, asPeriod('2026-Q4'), russianCalendar)).toHaveLength(1)
})

it('nothing is due before it was begun', () => {
  expect(dueDays({ ...daily, startsOn: '2026-11-27' }, asPeriod('2026-11'), russianCalendar)).toEqual([
    '2026-11-27',
    '2026-11-30',
  ])
})

it('a one-to-one meets everybody once a week', () => {
  const people = ['a', 'b', 'c', 'd', 'e']
  const met = personDays({ ...daily, every: 'week', weekDays: [2, 4] }, asPeriod('2026-W47'), russianCalendar, people)
  expect(met.map(({ personId }) => personId).toSorted()).toEqual(people)
  expect(new Set(met.map(({ day }) => day))).toEqual(new Set(['2026-11-17', '2026-11-19']))
})

it('a due day is a working day, whatever the rhythm and the period', () => {
  fc.assert(
    fc.property(fc.constantFrom('day', 'week', 'month', 'quarter'), fc.nat(600), fc.nat(90), (every, from, length) => {
      const start = addDays('2025-06-01' as Day, from)
      const days = dueDays({ ...daily, every }, { start, end: addDays(start, length) }, russianCalendar)
      expect(days.every((day) => isWorkingDay(day, russianCalendar) && day >= start)).toBe(true)
      expect(new Set(days).size).toBe(days.length)
    }),
  )
})

it('a streak goes back from the newest; what was called off neither counts nor breaks it', () => {
  expect(streakOf(['due', 'held', 'held', 'cancelled', 'held', 'missed', 'held'])).toBe(3)
  expect(streakOf([])).toBe(0)
})

it('before Monday comes Friday', () => {
  expect(workingDayBefore('2026-11-23' as Day, russianCalendar)).toBe('2026-11-20')
})
