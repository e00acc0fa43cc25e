import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, asDay, dayFromNumber, type Instant } from './day.ts'
import { asPeriod } from './period.ts'
import { asTimeZone, dayOf, instantAt, isTimeZone, minuteOfDay, periodInstants, startOfDay, today } from './zone.ts'

const moscow = asTimeZone('Europe/Moscow')
const kaliningrad = asTimeZone('Europe/Kaliningrad')
const vladivostok = asTimeZone('Asia/Vladivostok')
const berlin = asTimeZone('Europe/Berlin')
const saoPaulo = asTimeZone('America/Sao_Paulo')
const instant = (text: string) => text as Instant

test('the last instant of November and the first of December, in Moscow', () => {
  expect(dayOf(instant('2026-11-30T20:59:59.999Z'), moscow)).toBe('2026-11-30')
  expect(dayOf(instant('2026-11-30T21:00:00Z'), moscow)).toBe('2026-12-01')
  const { from, to } = periodInstants(asPeriod('2026-11'), moscow)
  expect([from.toISOString(), to.toISOString()]).toEqual(['2026-10-31T21:00:00.000Z', '2026-11-30T21:00:00.000Z'])
})

test('one moment is two days for sellers of two zones', () => {
  const now = new Date('2026-11-20T15:30:00Z')
  expect(today(kaliningrad, now)).toBe('2026-11-20')
  expect(today(vladivostok, now)).toBe('2026-11-21')
})

test('Moscow had another offset before 26 October 2014', () => {
  expect(startOfDay(asDay('2014-10-26'), moscow).toISOString()).toBe('2014-10-25T20:00:00.000Z')
  expect(startOfDay(asDay('2014-10-27'), moscow).toISOString()).toBe('2014-10-26T21:00:00.000Z')
})

test('a day of a clock change has 23 or 25 hours', () => {
  const hours = (day: string) => {
    const { from, to } = periodInstants(asPeriod(day), berlin)
    return (to.getTime() - from.getTime()) / 3_600_000
  }
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24])
})

test('on a day of a clock change it is nine when the clock says so', () => {
  for (const day of ['2026-03-29', '2026-10-25', '2026-11-02']) {
    expect(minuteOfDay(instantAt(asDay(day), 540, berlin), berlin)).toBe(540)
    expect(minuteOfDay(startOfDay(asDay(day), berlin), berlin)).toBe(0)
  }
  expect(minuteOfDay(instant('2026-11-21T06:30:15Z'), moscow)).toBe(570.25)
})

test('where the clock jumps over midnight, the day begins at one', () => {
  expect(startOfDay(asDay('2018-11-04'), saoPaulo).toISOString()).toBe('2018-11-04T03:00:00.000Z')
  expect(dayOf(instant('2018-11-04T02:59:59Z'), saoPaulo)).toBe('2018-11-03')
})

test('a skipped reading of the clock moves on, of a repeated one the first is meant', () => {
  expect(instantAt(asDay('2026-03-29'), 2.5 * 60, berlin).toISOString()).toBe('2026-03-29T01:30:00.000Z')
  expect(instantAt(asDay('2026-10-25'), 2.5 * 60, berlin).toISOString()).toBe('2026-10-25T00:30:00.000Z')
  expect(instantAt(asDay('2026-06-21'), 15.5 * 60, moscow).toISOString()).toBe('2026-06-21T12:30:00.000Z')
})

test('a zone is a name; an offset is refused, since PostgreSQL reads its sign the other way', () => {
  expect(['Europe/Moscow', 'UTC', 'Etc/GMT+3', '+03:00', 'Mars/Base', '', "a'b", 3].map(isTimeZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ])
  expect(() => asTimeZone('Moscow')).toThrow(RangeError)
})

test('a broken moment is an error, not a day', () => {
  expect(() => dayOf(instant('yesterday'), moscow)).toThrow(RangeError)
})

test('every moment lies between the start of its day and the start of the next; Intl names the same day', () => {
  for (const zone of [moscow, kaliningrad, vladivostok, berlin, saoPaulo]) {
    const peer = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2060, 0, 1) }), (ms) => {
        const day = dayOf(ms, zone)
        expect(day).toBe(peer.format(ms))
        expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(ms)
        expect(startOfDay(addDays(day, 1), zone).getTime()).toBeGreaterThan(ms)
      }),
    )
  }
})

test('the start of a day belongs to it and the millisecond before does not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 7000, max: 33_000 }).map(dayFromNumber), (day) => {
      const start = startOfDay(day, berlin).getTime()
      expect(dayOf(start, berlin)).toBe(day)
      expect(dayOf(start - 1, berlin)).toBe(addDays(day, -1))
    }),
  )
})
