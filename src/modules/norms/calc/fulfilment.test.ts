import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Day, eachDay } from '#core/calendar/day.ts'
import { correlationOf, verdictOf } from './correlation.ts'
import { addedUp, fulfilmentOf, fulfilmentOfAll, type NormSpan } from './fulfilment.ts'

const span = (perDay: number, from = '2026-11-01', to: string | null = null): NormSpan => ({
  kind: 'call',
  from: from as Day,
  to: to as Day | null,
  perDay,
})
const week = eachDay('2026-11-09' as Day, '2026-11-14' as Day)

describe('fulfilment', () => {
  test('45 calls of 10 a day over five days: 90 %', () => {
    expect(fulfilmentOf([span(10)], week, new Map([['call', 45]]))).toEqual([
      { kind: 'call', done: 45, norm: 50, fulfilment: 0.9 },
    ])
  })
  test('a norm that grows in the middle of the week asks for each day its own', () => {
    const spans = [span(10, '2026-11-01', '2026-11-10'), span(20, '2026-11-11')]
    expect(fulfilmentOf(spans, week, new Map())[0]?.norm).toBe(2 * 10 + 3 * 20)
  })
  test('without a day worked there is no fulfilment', () => {
    expect(fulfilmentOf([span(10)], [], new Map([['call', 5]]))).toEqual([])
    expect(fulfilmentOfAll([])).toBeNull()
  })
  test('a hundred calls are no meeting: of 200 % and 0 % the mean is 50 %', () => {
    expect(fulfilmentOfAll([{ fulfilment: 2 }, { fulfilment: 0 }])).toBe(0.5)
  })
  test('what people did and were asked for adds up, in any order', () => {
    const one = fc.record({
      kind: fc.constantFrom('call', 'meeting'),
      done: fc.nat(100),
      norm: fc.integer({ min: 1, max: 100 }),
    })
    const people = fc.array(
      fc.array(one.map((row) => ({ ...row, fulfilment: row.done / row.norm })) as never, { maxLength: 2 }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(people, (all) => {
        const rows = all as { kind: 'call'; done: number; norm: number; fulfilment: number }[][]
        const sums = addedUp(rows)
        for (const { kind, done, norm } of sums) {
          const own = rows.flat().filter((row) => row.kind === kind)
          expect(done).toBe(own.reduce((sum, row) => sum + row.done, 0))
          expect(norm).toBe(own.reduce((sum, row) => sum + row.norm, 0))
        }
        const byKind = (list: typeof sums) => list.toSorted((a, b) => a.kind.localeCompare(b.kind))
        expect(byKind(addedUp(rows.toReversed()))).toEqual(byKind(sums))
      }),
    )
  })
})

describe('a norm and its outcome', () => {
  test('five sellers: 2, 4, 6, 8, 10 calls and 1, 3, 2, 5, 4 of sales: r = 0.8, and five are too few to be sure', () => {
    const found = correlationOf([
      [2, 1],
      [4, 3],
      [6, 2],
      [8, 5],
      [10, 4],
    ])
    expect(found?.r).toBeCloseTo(0.8, 9)
    expect(verdictOf(found)).toBe('unseen')
  })
  test('the same with forty sellers is seen; three say nothing', () => {
    const pairs = Array.from({ length: 40 }, (_, index): [number, number] => [index, index + (index % 2 ? 8 : -8)])
    expect(verdictOf(correlationOf(pairs))).toBe('helps')
    expect(verdictOf(correlationOf(pairs.slice(0, 3)))).toBe('few')
  })
  test('r lies between −1 and 1 and inside its interval', () => {
    const pair = fc.tuple(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    )
    fc.assert(
      fc.property(fc.array(pair, { minLength: 4, maxLength: 30 }), (pairs) => {
        const found = correlationOf(pairs)
        if (!found) return
        expect(Math.abs(found.r)).toBeLessThanOrEqual(1)
        expect(found.low).toBeLessThanOrEqual(found.r + 1e-9)
        expect(found.high).toBeGreaterThanOrEqual(found.r - 1e-9)
      }),
    )
  })
})
