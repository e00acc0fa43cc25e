import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { asMonth } from '#core/calendar/month.ts'
import { asPeriod, monthPeriod, type Period, periodToDate } from '#core/calendar/period.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { mergeOverrides, type WorkCalendar } from '#core/calendar/working-days.ts'
import { evenWeights } from '#core/calendar/day-weights.ts'
import { type PlanLeaf, planInPeriod as planByWeights } from './plan-in-period.ts'

const planInPeriod = (leaf: PlanLeaf, period: Period, calendar: WorkCalendar) =>
  planByWeights(leaf, period, evenWeights(calendar))

function planDue(leaf: PlanLeaf, period: Period, today: Day, calendar: WorkCalendar): number {
  const begun = periodToDate(period, today)
  return begun ? planInPeriod(leaf, begun, calendar) : 0
}

const rub = (amount: number) => amount * 100
const november: PlanLeaf = {
  subjectId: 'Орлов',
  month: asMonth('2026-11'),
  amountMinor: rub(12_000_000),
  days: asPeriod('2026-11'),
}
const due = (leaf: PlanLeaf, period: string, today: string, calendar = russianCalendar) =>
  planDue(leaf, asPeriod(period), asDay(today), calendar)

describe('a month’s plan', () => {
  test('is due by working days: 14 of 20 make 70 %', () => {
    expect(due(november, '2026-11', '2026-11-20')).toBe(rub(8_400_000))
    // Saturday and Sunday change nothing.
    expect(due(november, '2026-11', '2026-11-22')).toBe(rub(8_400_000))
  })

  test('is not due before the month and all due after it', () => {
    expect([due(november, '2026-11', '2026-10-31'), due(november, '2026-11', '2026-12-01')]).toEqual([
      0,
      rub(12_000_000),
    ])
  })

  test('gives a week its working days', () => {
    expect(planInPeriod(november, asPeriod('2026-W47'), russianCalendar)).toBe(rub(3_000_000))
    // 2–8 November: the 4th is a holiday.
    expect(planInPeriod(november, asPeriod('2026-W45'), russianCalendar)).toBe(rub(2_400_000))
  })

  test('of a seller hired on the 20th is spread over his own days', () => {
    const march = {
      ...november,
      month: asMonth('2026-03'),
      amountMinor: rub(800_000),
      days: asPeriod('2026-03-20..2026-03-31'),
    }
    expect(due(march, '2026-03', '2026-03-19')).toBe(0)
    expect(due(march, '2026-03', '2026-03-20')).toBe(rub(100_000))
    expect(due(march, '2026-03', '2026-03-31')).toBe(rub(800_000))
  })

  test('stays the same when the calendar changes after its approval; what is due follows the calendar', () => {
    const shorter = mergeOverrides(russianCalendar, { exceptions: { '2026-11-27': 'off', '2026-11-30': 'off' } })
    expect(planInPeriod(november, asPeriod('2026-11'), shorter)).toBe(rub(12_000_000))
    expect(due(november, '2026-11', '2026-11-20', shorter)).toBe(Math.round((rub(12_000_000) * 14) / 18))
  })

  test('of a month without working days goes by calendar days', () => {
    const holidays = { weekDays: [], exceptions: {} }
    expect(planInPeriod(november, asPeriod('2026-11-01..2026-11-15'), holidays)).toBe(rub(6_000_000))
  })

  test('in a quarter is due month by month: months are the seasonality', () => {
    const [october, december] = [
      { ...november, month: asMonth('2026-10'), amountMinor: rub(10_000_000), days: asPeriod('2026-10') },
      { ...november, month: asMonth('2026-12'), amountMinor: rub(20_000_000), days: asPeriod('2026-12') },
    ]
    const all = [october, november, december].map((leaf) => due(leaf, '2026-Q4', '2026-11-20'))
    expect(all).toEqual([rub(10_000_000), rub(8_400_000), 0])
  })
})

const amount = fc.integer({ min: -1e12, max: 1e12 })
const days = fc
  .tuple(fc.integer({ min: 0, max: 29 }), fc.integer({ min: 1, max: 30 }))
  .map(([from, length]): Period => ({
    start: addDays(asDay('2026-11-01'), from),
    end: addDays(asDay('2026-11-01'), Math.min(30, from + length)),
  }))

test('the parts of a month sum to its plan exactly, wherever it is cut', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 8 })
  fc.assert(
    fc.property(amount, days, cuts, (amountMinor, worked, at) => {
      const leaf = { ...november, amountMinor, days: worked }
      const { start, end } = monthPeriod(november.month)
      const bounds: Day[] = [start, ...at.toSorted((a, b) => a - b).map((cut) => addDays(start, cut)), end]
      const parts = bounds
        .slice(1)
        .map((to, index) => planInPeriod(leaf, { start: bounds[index] ?? start, end: to }, russianCalendar))
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor)
    }),
  )
})
