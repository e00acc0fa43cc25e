import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, asDay, type Day, eachDay } from '#core/calendar/day.ts'
import { asMonth, monthFromParts } from '#core/calendar/month.ts'
import { asPeriod, monthPeriod, type Period } from '#core/calendar/period.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import {
  evenWeights,
  fixedWeights,
  sameCourse,
  seasonWeights,
  weightOf,
  weightsWithout,
} from '#core/calendar/day-weights.ts'
import { planInPeriod, type PlanLeaf } from './plan-in-period.ts'
import { daySeason, evenSeason, monthSeason, monthWeights } from './season.ts'
import { splitPlan } from './split-plan.ts'

const november: PlanLeaf = {
  subjectId: 'Орлов',
  month: asMonth('2026-11'),
  amountMinor: 12_000_000_00,
  days: asPeriod('2026-11'),
}

describe('a season from own history', () => {
  test('a month is what it brought beside an average month, over whole years', () => {
    const year = (of: number, december: number) =>
      Array.from({ length: 12 }, (_, month) => [monthFromParts(of, month + 1), month === 11 ? december : 100] as const)
    // 2024: average 200 with December 1300; 2025: average 100, even. December (6.5 + 1) ÷ 2 = 375 %, others (0.5 + 1) ÷ 2 = 75 %.
    const season = monthSeason(new Map([...year(2024, 1300), ...year(2025, 100)]), [2024, 2025])
    expect(season).toEqual([...Array.from({ length: 11 }, () => 75), 375])
    expect(monthSeason(new Map(), [2025])).toBeNull()
  })

  test('the last third of a month that brings twice as much weighs twice as much', () => {
    const days = eachDay(asDay('2026-03-01'), asDay('2026-07-01'))
    const sold = (day: Day) => (Number(day.slice(8)) > 20 ? 200 : 100)
    const worked = days.filter(
      (day) => weightOf({ start: day, end: addDays(day, 1) }, evenWeights(russianCalendar)) > 0,
    )
    const season = daySeason(new Map(worked.map((day) => [day, sold(day)])), days, russianCalendar)
    const [first = 0, second = 0, third = 0] = season?.thirds ?? []
    expect(first).toBe(second)
    expect(third / first).toBeCloseTo(2, 1)
    expect(daySeason(new Map([[asDay('2026-03-02'), 5]]), days.slice(0, 40), russianCalendar)).toBeNull()
  })

  test('a year is split by it: 1,200 by weights of which December has double', () => {
    const season = { ...evenSeason, months: [...evenSeason.months.slice(0, 11), 200] }
    const weights = monthWeights('season', { season, workingDays: [], lastYear: [] })
    expect(splitPlan(1300, weights)).toEqual([...Array.from({ length: 11 }, () => 100), 200])
  })
})

describe('days of a plan', () => {
  test('a season inside the month makes its end due later: golden case', () => {
    // November 2026: 6 working days on the 1st–10th (the 4th is a holiday), 8 on the 11th–20th, 6 after it.
    const weights = seasonWeights(russianCalendar, { weekdays: evenSeason.weekdays, thirds: [50, 100, 200] })
    expect(weights.courseOf(november.month).at(-1)).toBe(6 * 1 + 8 * 2 + 6 * 4)
    // By the 20th (6 + 16) ÷ 46 of the plan is due, evenly it would be 14 ÷ 20.
    const begun: Period = { start: asDay('2026-11-01'), end: asDay('2026-11-21') }
    expect(planInPeriod(november, begun, weights)).toBe(Math.round((november.amountMinor * 22) / 46))
    expect(planInPeriod(november, begun, evenWeights(russianCalendar))).toBe(8_400_000_00)
  })

  test('a plan that was approved keeps its days when the calendar changes', () => {
    const approved = evenWeights(russianCalendar).ofMonth(november.month)
    const shorter = evenWeights({
      ...russianCalendar,
      exceptions: { ...russianCalendar.exceptions, '2026-11-27': 'off' },
    })
    expect(sameCourse(approved, shorter.ofMonth(november.month))).toBe(false)
    const kept = fixedWeights(shorter, new Map([[november.month, approved]]))
    const begun: Period = { start: asDay('2026-11-01'), end: asDay('2026-11-21') }
    expect(planInPeriod(november, begun, kept)).toBe(8_400_000_00)
    expect(planInPeriod(november, begun, shorter)).toBe(Math.round((november.amountMinor * 14) / 19))
  })

  test('a leave takes no plan away: the days before and after it carry it', () => {
    const away = weightsWithout(evenWeights(russianCalendar), [asPeriod('2026-11-09..2026-11-22')])
    expect(planInPeriod(november, asPeriod('2026-11-09..2026-11-22'), away)).toBe(0)
    // 10 working days are left of 20, four of them before the leave.
    expect(planInPeriod(november, asPeriod('2026-11-01..2026-11-08'), away)).toBe(4_800_000_00)
    expect(planInPeriod(november, monthPeriod(november.month), away)).toBe(november.amountMinor)
  })
})

test('the days of a month sum to its plan exactly, whatever the season, the calendar of the approval and absences', () => {
  const percent = fc.integer({ min: 0, max: 400 })
  const season = fc.record({
    weekdays: fc.array(percent, { minLength: 7, maxLength: 7 }),
    thirds: fc.array(percent, { minLength: 3, maxLength: 3 }),
  })
  const amount = fc.integer({ min: -1e13, max: 1e13 })
  const away = fc.integer({ min: 0, max: 25 })
  fc.assert(
    fc.property(season, amount, away, (own, amountMinor, from) => {
      const start = addDays(asDay('2026-11-01'), from)
      const weights = weightsWithout(seasonWeights(russianCalendar, own), [{ start, end: addDays(start, 5) }])
      const leaf = { ...november, amountMinor }
      const days = eachDay(asDay('2026-11-01'), asDay('2026-12-01'))
      const parts = days.map((day) => planInPeriod(leaf, { start: day, end: addDays(day, 1) }, weights))
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amountMinor)
    }),
  )
})
