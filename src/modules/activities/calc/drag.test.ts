import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Day } from '#core/calendar/day.ts'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { daysOf, stepped } from './calendar-range.ts'
import { countsOf, missingFor } from './closing.ts'
import { inOrder } from './day-order.ts'
import { drawn, keyStep, movedBy, stretchedBy } from './drag.ts'
import { momentAt, nextQuarter, wallOf } from './wall-time.ts'

const hour = { start: 600, end: 660 }

test('a moved hour keeps its length, stands on a quarter and stays within the day', () => {
  expect(movedBy(hour, 22)).toEqual({ start: 615, end: 675 })
  expect(movedBy(hour, -1_000)).toEqual({ start: 0, end: 60 })
  expect(movedBy(hour, 1_000)).toEqual({ start: 1_380, end: 1_440 })
})

test('a stretched end never passes its start', () => {
  expect(stretchedBy(hour, 30)).toEqual({ start: 600, end: 690 })
  expect(stretchedBy(hour, -500)).toEqual({ start: 600, end: 615 })
})

test('a slot drawn upwards is the one drawn downwards, and a click is a quarter', () => {
  expect(drawn(670, 602)).toEqual({ start: 600, end: 675 })
  expect(drawn(602, 602)).toEqual({ start: 600, end: 615 })
  expect(drawn(1_439, 1_439)).toEqual({ start: 1_425, end: 1_440 })
})

test('no drag leads out of the day', () => {
  const slot = fc
    .record({ start: fc.integer({ min: 0, max: 1_425 }), length: fc.integer({ min: 1, max: 600 }) })
    .map(({ start, length }) => ({ start, end: Math.min(1_440, start + length) }))
  fc.assert(
    fc.property(slot, fc.integer({ min: -2_000, max: 2_000 }), (one, by) => {
      for (const after of [movedBy(one, by), stretchedBy(one, by)]) {
        expect(after.start).toBeGreaterThanOrEqual(0)
        expect(after.end).toBeGreaterThan(after.start)
        expect(after.end).toBeLessThanOrEqual(1_440 + 15)
      }
    }),
  )
})

test('keys with Alt move by a quarter and a day, with Shift they stretch, in a month they go by weeks', () => {
  expect(keyStep('ArrowDown', false, false)).toEqual({ minutes: 15, days: 0, stretch: 0 })
  expect(keyStep('ArrowUp', true, false)).toEqual({ minutes: 0, days: 0, stretch: -15 })
  expect(keyStep('ArrowUp', false, true)).toEqual({ minutes: 0, days: -7, stretch: 0 })
  expect(keyStep('ArrowRight', false, false)).toEqual({ minutes: 0, days: 1, stretch: 0 })
  expect(keyStep('Enter', false, false)).toBeUndefined()
})

test('a week begins on Monday, a month shows whole weeks and steps by months', () => {
  const day = '2026-11-21' as Day
  expect(daysOf('week', day).at(0)).toBe('2026-11-16')
  expect(daysOf('week', day)).toHaveLength(7)
  expect([daysOf('month', day).at(0), daysOf('month', day).at(-1)]).toEqual(['2026-10-26', '2026-12-06'])
  expect(stepped('month', '2026-01-31' as Day, 1)).toBe('2026-02-01')
  expect(stepped('week', day, -1)).toBe('2026-11-14')
})

test('the wall shows the company’s time, and its reading gives the moment back', () => {
  const zone = 'Europe/Moscow' as never
  expect(wallOf('2026-11-20T22:45:00Z', zone)).toEqual({ day: '2026-11-21', minutes: 105 })
  expect(momentAt({ day: '2026-11-21' as Day, minutes: 105 }, zone)).toBe('2026-11-20T22:45:00.000Z')
  expect([clockText(570), clockText(0), clockText(1_440)]).toEqual(['09:30', '00:00', '24:00'])
  expect([minutesOf('9:05'), minutesOf('24:00'), minutesOf('')]).toEqual([545, null, null])
  expect([nextQuarter(600), nextQuarter(614), nextQuarter(1_439)]).toEqual([615, 615, 1_425])
})

test('a day goes by the clock; what has no hour comes last', () => {
  expect(
    inOrder([
      { id: 'b', at: null },
      { id: 'a', at: 20 },
      { id: 'c', at: 10 },
    ]).map(({ id }) => id),
  ).toEqual(['c', 'a', 'b'])
})

test('an evening needs a day and a reason for what is put off and a result for what is done', () => {
  const to = '2026-11-24'
  expect(countsOf(['move', 'move', 'cancel', 'keep', 'done'])).toEqual({ move: 2, cancel: 1, done: 1 })
  expect(missingFor([{ fate: 'move', hasResult: false }], { to, reason: ' ' })).toBe('reason')
  expect(missingFor([{ fate: 'done', hasResult: false }], { to, reason: 'Не успел' })).toBe('result')
  expect(
    missingFor(
      [
        { fate: 'done', hasResult: true },
        { fate: 'keep', hasResult: false },
      ],
      { to: '', reason: '' },
    ),
  ).toBeUndefined()
  expect(missingFor([{ fate: 'move', hasResult: false }], { to: '', reason: 'Не успел' })).toBe('day')
})
