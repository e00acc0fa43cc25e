import { expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { beginnings } from './calendar.ts'

test('a meeting begins at its hour on the wall, on the days of a clock change as well', () => {
  const begins = beginnings({ workspace: { timeZone: asTimeZone('America/New_York') } })
  const at = (day: string, place = 0) => begins({ startsAt: '18:00' }, asDay(day), place).toISOString()
  expect([at('2026-10-31'), at('2026-11-01'), at('2026-11-02')]).toEqual([
    '2026-10-31T22:00:00.000Z',
    '2026-11-01T23:00:00.000Z',
    '2026-11-02T23:00:00.000Z',
  ])
  expect(at('2026-11-01', 1) > at('2026-11-01')).toBe(true)
})
