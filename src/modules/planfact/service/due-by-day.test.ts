import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, asDay } from '#core/calendar/day.ts'
import { asMonth } from '#core/calendar/month.ts'
import { asPeriod, type Period, periodToDate } from '#core/calendar/period.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { evenWeights, seasonWeights } from '#core/calendar/day-weights.ts'
import { type PlanLeaf, planInPeriod } from '#modules/plans/api.ts'
import { dueByDay } from './due-by-day.ts'

const lateInTheMonth = seasonWeights(russianCalendar, {
  weekdays: [80, 100, 110, 120, 90, 100, 100],
  thirds: [60, 90, 150],
})

const amount = fc.integer({ min: -1e12, max: 1e12 })
const days = fc
  .tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, length]): Period => ({
    start: addDays(asDay('2026-11-01'), from),
    end: addDays(asDay('2026-11-01'), Math.min(30, from + length)),
  }))

test('the due line of a chart is what the table says on each day, with a season and without', () => {
  const leaf = fc.tuple(amount, days).map(([amountMinor, worked]): PlanLeaf => ({
    subjectId: 'Орлов',
    month: asMonth('2026-11'),
    amountMinor,
    days: worked,
  }))
  const period = fc.constantFrom('2026-11', '2026-Q4', '2026-W45', '2026-10-20..2026-11-15', '2026')
  const weights = fc.constantFrom(evenWeights(russianCalendar), lateInTheMonth)
  fc.assert(
    fc.property(
      fc.array(leaf, { minLength: 1, maxLength: 5 }),
      period,
      fc.integer({ min: 0, max: 364 }),
      weights,
      (leaves, key, index, byDay) => {
        const { start, end } = asPeriod(key)
        const day = addDays(start, index)
        if (day >= end) return
        const begun = periodToDate({ start, end }, day)
        const expected = leaves.reduce((sum, one) => sum + (begun ? planInPeriod(one, begun, byDay) : 0), 0)
        expect(dueByDay(leaves, { start, end }, byDay)[index]).toBe(expected)
      },
    ),
  )
})
