import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, asDay, eachDay } from '#core/calendar/day.ts'
import { monthOf } from '#core/calendar/month.ts'
import { asPeriod, monthPeriod } from '#core/calendar/period.ts'
import { totalsToRead } from './totals-to-read.ts'

test('whole months are read as months, a short part as days', () => {
  expect(totalsToRead(asPeriod('2026-Q4'))).toEqual({
    months: ['2026-10-01', '2026-11-01', '2026-12-01'].map((from) => ({ from, sign: 1 })),
    days: [],
  })
  expect(totalsToRead(asPeriod('2026-10-31..2026-11-30')).days).toEqual([{ from: '2026-10-31', sign: 1 }])
})

test('the larger part of a month is the month without the rest', () => {
  expect(totalsToRead(asPeriod('2026-02-01..2026-02-26'))).toEqual({
    months: [{ from: '2026-02-01', sign: 1 }],
    days: [
      { from: '2026-02-27', sign: -1 },
      { from: '2026-02-28', sign: -1 },
    ],
  })
})

test('every day of the period counts once and no other', () => {
  const start = fc.integer({ min: 0, max: 800 }).map((days) => addDays(asDay('2025-01-01'), days))
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 500 }), (first, length) => {
      const period = { start: first, end: addDays(first, length) }
      const counts = new Map<string, number>()
      const count = (day: string, sign: number) => counts.set(day, (counts.get(day) ?? 0) + sign)
      const { months, days } = totalsToRead(period)
      for (const { from, sign } of months) {
        const month = monthPeriod(monthOf(from))
        for (const day of eachDay(month.start, month.end)) count(day, sign)
      }
      for (const { from, sign } of days) count(from, sign)
      const counted = [...counts].filter(([, times]) => times !== 0)
      expect(new Map(counted)).toEqual(new Map(eachDay(period.start, period.end).map((day) => [day, 1])))
    }),
  )
})
