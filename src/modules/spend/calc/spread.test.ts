import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '#core/calendar/day.ts'
import { spreadOverDays } from './spread.ts'

test('31,000 roubles of January are 1,000 a day', () => {
  const days = spreadOverDays('2026-01-01' as Day, '2026-01-31' as Day, 31_000_00)
  expect(days).toHaveLength(31)
  expect(new Set(days.map(({ amountMinor }) => amountMinor))).toEqual(new Set([1_000_00]))
})

test('days sum to the amount exactly and differ by a kopeck at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 0, max: 400 }), (amount, length) => {
      const from = '2026-02-10' as Day
      const parts = spreadOverDays(from, addDays(from, length), amount).map((one) => one.amountMinor)
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount)
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1)
    }),
  )
})
