import { expect, test } from 'vitest'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { formats } from '#core/i18n/format.ts'
import { momentOf } from './figure-panel.tsx'

const zone = 'Europe/Moscow' as TimeZone
const ru = formats('ru')
const format: Parameters<typeof momentOf>[1] = {
  dayFull: (day) => ru.dayFull((day ?? null) as Day | null),
  dayOf: (at) => (at ? ru.dayOf(at, zone) : null),
  dateTime: (at) => ru.dateTime(at ?? null, zone),
}

test('money came on a day, a call happened at an hour', () => {
  // The beginning of the company's day.
  const at = '2026-11-19T21:00:00.000Z'
  expect(momentOf({ kind: 'payment', at }, format)).toBe('20.11.2026')
  expect(momentOf({ kind: 'activity', at }, format)).toContain('00:00')
})
