import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { monthsIn, courseOf } from './course-periods.ts'
import { bordersSoFar, changeOf, isBetter, isRightWayRound, toneOf } from './tile-tone.ts'

describe('change', () => {
  test('of money a share of what it was, of shares the difference, from nothing none', () => {
    expect(changeOf('money', 120, 100)).toBeCloseTo(0.2)
    expect(changeOf('money', -20, -10)).toBeCloseTo(-1)
    expect(changeOf('share', 0.31, 0.25)).toBeCloseTo(0.06)
    expect(changeOf('ratio', 1.2, 0)).toBeCloseTo(1.2)
    expect(changeOf('money', 5, 0)).toBeNull()
    expect(changeOf('count', null, 3)).toBeNull()
  })

  test('a shorter cycle is better, headcount is neither', () => {
    expect(isBetter('down', -0.1)).toBe(true)
    expect(isBetter('up', -0.1)).toBe(false)
    expect(isBetter('band', 0.5)).toBeNull()
    expect(isBetter('up', 0)).toBeNull()
  })
})

describe('tone', () => {
  test('good from the one border on, bad beyond the other, attention between, whichever way is good', () => {
    const more = { good: 100, bad: 80 }
    expect([100, 99, 80, 79].map((value) => toneOf(value, more))).toEqual(['good', 'behind', 'behind', 'bad'])
    const less = { good: 10, bad: 15 }
    expect([10, 12, 15, 16].map((value) => toneOf(value, less))).toEqual(['good', 'behind', 'behind', 'bad'])
    expect(toneOf(null, more)).toBeNull()
    expect(toneOf(5, null)).toBeNull()
  })

  test('borders stand where the metric is to go', () => {
    expect(isRightWayRound('up', { good: 2, bad: 1 })).toBe(true)
    expect(isRightWayRound('up', { good: 1, bad: 1 })).toBe(false)
    expect(isRightWayRound('down', { good: 2, bad: 1 })).toBe(false)
  })

  test('a monthly border of 10 million is 15 million of a quarter of which half has passed; a share stays', () => {
    const month = { good: 10, bad: 8 }
    expect(bordersSoFar(month, { isSum: true, months: 3, elapsedShare: 0.5 })).toEqual({ good: 15, bad: 12 })
    expect(bordersSoFar(month, { isSum: false, months: 3, elapsedShare: 0.5 })).toEqual(month)
  })

  test('a figure on the wrong side never looks better than one on the right side', () => {
    const rank = { good: 2, behind: 1, bad: 0 }
    const number = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(number, number, number, number, (good, bad, one, two) => {
        fc.pre(good > bad && one <= two)
        const [low, high] = [toneOf(one, { good, bad }), toneOf(two, { good, bad })]
        expect(rank[low ?? 'bad']).toBeLessThanOrEqual(rank[high ?? 'bad'])
      }),
    )
  })
})

describe('course', () => {
  test('the last twelve months end with the asked one; dates of no kind have no course', () => {
    const course = courseOf({ start: '2026-11-01', end: '2026-12-01' } as never)
    expect(course).toMatchObject({ kind: 'month', span: '2025-12-01..2026-11-30' })
    expect(course?.keys).toHaveLength(12)
    expect(course?.keys.at(-1)).toBe('2026-11')
    expect(courseOf({ start: '2026-11-03', end: '2026-11-09' } as never)).toBeNull()
  })

  test('a quarter is three months, ten days are a third of one', () => {
    expect(monthsIn({ start: '2026-10-01', end: '2027-01-01' } as never, 92)).toBe(3)
    expect(monthsIn({ start: '2026-10-03', end: '2026-10-13' } as never, 10)).toBeCloseTo(0.3285, 3)
  })
})
