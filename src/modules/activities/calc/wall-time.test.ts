import { expect, test } from 'vitest'
import { asTimeZone } from '#core/calendar/zone.ts'
import { momentAt, wallOf } from './wall-time.ts'

const berlin = asTimeZone('Europe/Berlin')

test('the clock on the wall is read and set alike on days that are an hour shorter or longer', () => {
  // In Berlin clocks went forward at 02:00 on 29 March and back at 03:00 on 25 October 2026.
  for (const [moment, wall] of [
    ['2026-03-29T13:00:00.000Z', { day: '2026-03-29', minutes: 15 * 60 }],
    ['2026-10-25T14:00:00.000Z', { day: '2026-10-25', minutes: 15 * 60 }],
    ['2026-11-21T22:59:30.000Z', { day: '2026-11-21', minutes: 23 * 60 + 59 }],
  ] as const)
    expect(wallOf(moment, berlin)).toEqual(wall)
  expect(momentAt(wallOf('2026-03-29T13:00:00.000Z', berlin), berlin)).toBe('2026-03-29T13:00:00.000Z')
})
