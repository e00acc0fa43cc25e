import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Month } from '#core/calendar/day.ts'
import { addDays } from '#core/calendar/day.ts'
import { fixedWeights, type DayWeights } from '#core/calendar/day-weights.ts'
import { firstDay } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { amountOf, amountsOfDays, courseOfParts, type DayPart, partedDays, shareOf, WHOLE_MONTH } from './day-parts.ts'
import { planInPeriod } from './plan-in-period.ts'

const MONTH = '2026-11' as Month
/** November 2026: Sundays first; the 4th is a holiday. */
const workdays = Array.from({ length: 30 }, (_, day) => Number(![0, 6].includes(day % 7) && day !== 3))
const none: DayWeights = { ofMonth: () => [], courseOf: () => [] }

/** Amounts of the days as a page shows them. */
function amounts(planMinor: number, parts: readonly DayPart[], computed: readonly number[] = workdays) {
  const parted = partedDays(computed, parts)
  const weights = fixedWeights(none, new Map([[MONTH, courseOfParts(parted)]]))
  const leaf = { subjectId: '', month: MONTH, amountMinor: planMinor, days: monthPeriod(MONTH) }
  const start = firstDay(MONTH)
  const days = computed.map((_, day) =>
    planInPeriod(leaf, { start: addDays(start, day), end: addDays(start, day + 1) }, weights),
  )
  return { days, rest: amountOf(parted.rest, planMinor), parted }
}

const plans = fc.integer({ min: 1, max: 100_000_000_000_000 })
/** Parts that do not touch each other, of shares that are no more than the whole. */
const someParts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }), fc.nat(150)), { maxLength: 6 })
  .map((cuts) => {
    let day = 0
    return cuts.flatMap(([gap, length, thousandths]): DayPart[] => {
      const from = day + gap
      const to = from + length
      day = to + 1
      return to < 30 ? [{ from, to, share: (WHOLE_MONTH / 1000) * thousandths }] : []
    })
  })

describe('days of a plan that were set by hand', () => {
  it('a week of an exhibition takes 4 of 10 million; the rest goes over the other 15 working days', () => {
    const week = { from: 22, to: 28, share: shareOf(400_000_000, 1_000_000_000) }
    const { days, rest } = amounts(1_000_000_000, [week])
    expect(days.slice(22, 29).reduce((sum, one) => sum + one, 0)).toBe(400_000_000)
    expect(days.slice(22, 29)).toEqual([80_000_000, 80_000_000, 80_000_000, 80_000_000, 80_000_000, 0, 0])
    expect(days[1]).toBe(40_000_000)
    expect(rest).toBe(0)
  })

  it('a Saturday takes what it was given', () => {
    const saturday = { from: 20, to: 20, share: shareOf(12_345_67, 1_000_000_01) }
    expect(amounts(1_000_000_01, [saturday]).days[20]).toBe(12_345_67)
  })

  it('what all days leave is not distributed, and falls due with the end of the month', () => {
    const { days, rest } = amounts(1000, [{ from: 0, to: 29, share: shareOf(900, 1000) }])
    expect(rest).toBe(100)
    expect(days.reduce((sum, one) => sum + one, 0)).toBe(1000)
  })

  it('sum to the month to the kopeck, whatever was set', () => {
    fc.assert(
      fc.property(plans, someParts, (plan, parts) => {
        const { days, parted } = amounts(plan, parts)
        expect(days.reduce((sum, one) => sum + one, 0)).toBe(plan)
        expect(parted.weights.reduce((sum, one) => sum + one, 0) + parted.rest).toBe(WHOLE_MONTH)
        expect(days.every((one) => one >= 0)).toBe(true)
        const shown = amountsOfDays(parted, plan)
        expect(shown.days.slice(0, -1)).toEqual(days.slice(0, -1))
        expect((shown.days.at(-1) ?? 0) + shown.restMinor).toBe(days.at(-1))
      }),
    )
  })

  it('an amount is found again to the kopeck from its share', () => {
    fc.assert(
      fc.property(plans, fc.double({ min: 0, max: 1, noNaN: true }), (plan, part) => {
        const amount = Math.floor(plan * part)
        expect(amountOf(shareOf(amount, plan), plan)).toBe(amount)
      }),
    )
  })

  it('do not depend on the order in which the parts were set', () => {
    fc.assert(
      fc.property(plans, someParts, (plan, parts) => {
        expect(amounts(plan, parts.toReversed()).days).toEqual(amounts(plan, parts).days)
      }),
    )
  })
})
