import fc from 'fast-check'
import { expect, test } from 'vitest'
import { businessMinutes } from './business-time.ts'
import { asDay, eachDay, type Instant } from './day.ts'
import { russianCalendar } from './production-calendar-ru.ts'
import { isShortDay, isWorkingDay } from './working-days.ts'
import { asTimeZone, instantAt } from './zone.ts'

const moscow = asTimeZone('Europe/Moscow')
const minutes = (from: string, to: string) =>
  businessMinutes(`${from}+03:00` as Instant, `${to}+03:00` as Instant, russianCalendar, moscow)

test('a lead of 12:00 answered at 12:07 waited seven minutes', () => {
  expect(minutes('2026-11-20T12:00', '2026-11-20T12:07')).toBe(7)
})

test('a lead of Friday 17:50 answered on Monday at 9:10 waited twenty minutes', () => {
  expect(minutes('2026-11-20T17:50', '2026-11-23T09:10')).toBe(20)
})

test('a lead of the night waits from nine', () => {
  expect(minutes('2026-11-19T23:40', '2026-11-20T09:05')).toBe(5)
  expect(minutes('2026-11-21T10:00', '2026-11-21T15:00')).toBe(0)
})

test('3 November 2026 closes at 17, 4 November is a holiday', () => {
  expect(minutes('2026-11-03T16:30', '2026-11-05T09:30')).toBe(60)
  expect(minutes('2026-11-03T09:00', '2026-11-06T00:00')).toBe((8 + 9) * 60)
})

test('an answer before the question is negative, so that it is seen', () => {
  expect(minutes('2026-11-20T12:07', '2026-11-20T12:00')).toBe(-7)
})

test('agrees with adding up day by day', () => {
  const moment = fc.integer({ min: Date.UTC(2024, 9, 1), max: Date.UTC(2026, 11, 31) })
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a]
      let sum = 0
      for (const day of eachDay(asDay('2024-09-28'), asDay('2027-01-03'))) {
        if (!isWorkingDay(day, russianCalendar)) continue
        const opens = instantAt(day, 9 * 60, moscow).getTime()
        const closes = instantAt(day, (isShortDay(day, russianCalendar) ? 17 : 18) * 60, moscow).getTime()
        sum += Math.max(0, Math.min(to, closes) - Math.max(from, opens)) / 60_000
      }
      expect(businessMinutes(from, to, russianCalendar, moscow)).toBeCloseTo(sum, 6)
    }),
    { numRuns: 15 },
  )
})
