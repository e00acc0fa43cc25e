import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Atoms } from '../calc/atoms.ts'
import { metricKeys } from '../calc/declarations.ts'
import { factorDrivers, partDrivers } from '../calc/explain.ts'
import { headcountOf } from '../calc/headcount.ts'
import { stageOdds } from '../calc/stage-odds.ts'
import { coverage, figureOf, turnover, velocity } from './formulas.ts'

describe('worked figures', () => {
  test('velocity: 100 deals × 25 % × 30,000 ÷ 60 days = 12,500 a day; 40 × 25 % × 25,000 ÷ 90 = 2,777.78', () => {
    expect(velocity({ deals: 100, winRate: 0.25, checkMinor: 30_000_00, cycleDays: 60 })).toBe(12_500_00)
    expect((velocity({ deals: 40, winRate: 0.25, checkMinor: 25_000_00, cycleDays: 90 }) ?? 0) / 100).toBeCloseTo(
      2_777.78,
      2,
    )
    expect(velocity({ deals: 40, winRate: null, checkMinor: 25_000_00, cycleDays: 90 })).toBeNull()
    expect(velocity({ deals: 40, winRate: 0.25, checkMinor: 25_000_00, cycleDays: 0 })).toBeNull()
    // Half of the deals were written down when they were sold: 3.5 billion a day says nothing.
    expect(velocity({ deals: 40, winRate: 0.25, checkMinor: 25_000_00, cycleDays: 7 / 86_400 })).toBeNull()
    expect(velocity({ deals: 40, winRate: 0.25, checkMinor: 25_000_00, cycleDays: 1 })).toBe(250_000_00)
  })

  test('growth: 80 → 100 is +25 %, from nothing there is none', () => {
    expect(figureOf('growth', { bookedMinor: 100, thenBookedMinor: 80 }).value).toBe(0.25)
    expect(figureOf('growth', { bookedMinor: 100, thenBookedMinor: 0 }).value).toBeNull()
  })

  test('win rate of the Maven set: 4,238 won and 2,473 lost are 63.15 %, average check 2,360.91', () => {
    expect(figureOf('winRate', { closedWonN: 4_238, closedLostN: 2_473 }).value).toBeCloseTo(0.6315, 4)
    expect(figureOf('averageCheck', { bookedN: 4_238, bookedMinor: 10_005_534_00 }).value).toBe(2_360_91)
    expect(figureOf('overallConversion', { allWonN: 4_238, allN: 8_800 }).value).toBeCloseTo(0.4816, 4)
  })

  test('two of three is 67 %, and too few to rank', () => {
    const rate = figureOf('winRate', { closedWonN: 2, closedLostN: 1 })
    expect(rate).toMatchObject({ n: 3, small: true })
    expect([rate.low?.toFixed(2), rate.high?.toFixed(2)]).toEqual(['0.21', '0.94'])
  })

  test('coverage: 900 expected against 300 missing is three times; a met plan needs none', () => {
    expect(coverage(900, 1_000, 700)).toBe(3)
    expect(coverage(900, 1_000, 1_200)).toBeNull()
    expect(coverage(900, null, 0)).toBeNull()
  })

  test('turnover: one of ten left in a month, hired on the 16th counts for half of November', () => {
    const ten = Array.from({ length: 10 }, () => ({ hiredOn: '2025-01-01', leftOn: null as string | null }))
    const november = { start: '2026-11-01', end: '2026-12-01' } as never
    expect(headcountOf(ten, november, '2026-11-30' as never)).toEqual({ headcount: 10, leftN: 0 })
    const late = { hiredOn: '2026-11-16', leftOn: null }
    expect(headcountOf([...ten, late], november, '2026-11-30' as never).headcount).toBe(10.5)
    const gone = { hiredOn: '2025-01-01', leftOn: '2026-11-15' }
    expect(headcountOf([...ten, gone], november, '2026-11-30' as never)).toEqual({ headcount: 10.5, leftN: 1 })
    expect(turnover(1, 10)).toBe(0.1)
    expect(turnover(0, 0)).toBeNull()
  })

  test('odds: of 40 closed 10 were won; from the last stage, where 5 were lost, too few to tell', () => {
    const outcomes = [
      { stageId: 'a', won: 0, lost: 25 },
      { stageId: 'b', won: 0, lost: 5 },
      { stageId: 'c', won: 10, lost: 0 },
    ]
    const odds = stageOdds(['a', 'b', 'c'], outcomes)
    expect([odds.get('a'), odds.get('b'), odds.get('c')]).toEqual([0.25, undefined, undefined])
  })
})

test('nothing measured is «н/д» or a plain zero, and never a share of nothing', () => {
  for (const key of metricKeys) {
    const { value } = figureOf(key, {})
    expect([key, value === null || value === 0]).toEqual([key, true])
  }
  for (const key of [
    'winRate',
    'averageCheck',
    'growth',
    'attainment',
    'velocity',
    'turnover',
    'newClientsShare',
  ] as const)
    expect([key, figureOf(key, {}).value]).toEqual([key, null])
})

const side = fc.record({
  createdN: fc.nat(50),
  bookedN: fc.nat(30),
  bookedMinor: fc.nat(10_000_000),
  closedWonN: fc.nat(30),
  closedLostN: fc.nat(30),
})

test('parts of a change sum to it exactly, by factors and by any groups', () => {
  fc.assert(
    fc.property(side, side, (before, after) => {
      const priced = (a: Atoms) => ({
        ...a,
        bookedMinor: (a.bookedN ?? 0) > 0 && (a.createdN ?? 0) > 0 ? (a.bookedMinor ?? 0) : 0,
      })
      const [was, is] = [priced(before), priced(after)]
      const sum = factorDrivers('sales', was, is).reduce((total, { part }) => total + part, 0)
      // Sales without a new deal in the period have no conversion: the product says nothing then.
      if ((was.createdN ?? 0) * (was.bookedN ?? 0) * (is.createdN ?? 0) * (is.bookedN ?? 0) > 0)
        expect(sum).toBe((is.bookedMinor ?? 0) - (was.bookedMinor ?? 0))
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(side, side), { minLength: 1, maxLength: 6 }), (pairs) => {
      const parts = pairs.map(([before, after], place) => ({ key: String(place), before, after }))
      const whole = (of: 'before' | 'after'): Atoms =>
        Object.fromEntries(
          (['createdN', 'bookedN', 'bookedMinor', 'closedWonN', 'closedLostN'] as const).map((atom) => [
            atom,
            parts.reduce((sum, part) => sum + part[of][atom], 0),
          ]),
        )
      const both = { before: whole('before'), after: whole('after') }
      for (const metric of ['sales', 'winRate', 'averageCheck'] as const) {
        const drivers = partDrivers(metric, parts, both)
        const [was, is] = [figureOf(metric, both.before).value, figureOf(metric, both.after).value]
        if (was === null || is === null) continue
        const sum = drivers.reduce((total, { part }) => total + part, 0)
        if (metric === 'winRate') expect(sum).toBeCloseTo(is - was, 9)
        else expect(sum).toBe(is - was)
      }
    }),
  )
})
