import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import { asMonth } from '#core/calendar/month.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { asTimeZone, dayOf } from '#core/calendar/zone.ts'
import { formats } from './format.ts'

const [ru, en] = [formats('ru'), formats('en')]
/** No-break spaces are asserted once; elsewhere they would make the tests unreadable. */
const plain = (text: string) => text.replaceAll('\u00A0', ' ')
const both = (write: (f: typeof ru) => string) => [plain(write(ru)), plain(write(en))]

test('spaces inside a figure do not break, minus is a minus', () => {
  expect(ru.money(-123_456_700, 'RUB')).toBe('\u22121\u00A0234\u00A0567\u00A0₽')
  expect(en.number(-5)).toBe('\u22125')
})

test('numbers', () => {
  expect(both((f) => f.number(1_234_567))).toEqual(['1 234 567', '1,234,567'])
  expect(both((f) => f.number(1234.5))).toEqual(['1 234,5', '1,234.5'])
  expect(both((f) => f.number(12, { digits: 1 }))).toEqual(['12,0', '12.0'])
  expect(both((f) => f.number(3, { signed: true }))).toEqual(['+3', '+3'])
  expect(both((f) => f.number(0, { signed: true }))).toEqual(['0', '0'])
})

test('money in full, exact and compact', () => {
  expect(both((f) => f.money(123_456_700, 'RUB'))).toEqual(['1 234 567 ₽', '1,234,567 ₽'])
  expect(both((f) => f.moneyExact(236_091, 'RUB'))).toEqual(['2 360,91 ₽', '2,360.91 ₽'])
  expect(both((f) => f.moneyExact(120_000n, 'RUB'))).toEqual(['1 200 ₽', '1,200 ₽'])
  expect(both((f) => f.moneyCompact(123_456_789n, 'RUB'))).toEqual(['1,23 млн ₽', '1.23 M ₽'])
  expect(both((f) => f.moneyCompact(68_333_300, 'RUB'))).toEqual(['683 тыс. ₽', '683 k ₽'])
  expect(both((f) => f.moneyCompact(-50_000_000, 'RUB', { signed: true }))).toEqual(['−500 тыс. ₽', '−500 k ₽'])
  expect(both((f) => f.money(1500, 'JPY'))).toEqual(['1 500 JP¥', '1,500 JP¥'])
})

test('one scale for figures that stand together: by the largest, the unit said once', () => {
  const figures = [465_000_000, 85_700_000, 5_400_000, 0]
  const scale = ru.moneyScale(Math.max(...figures), 'RUB')
  expect(plain(scale.unit)).toBe('млн ₽')
  expect(figures.map((minor) => plain(scale.write(minor)))).toEqual(['4,65', '0,86', '0,05', '0,00'])
  expect(plain(en.moneyScale(68_333_300, 'RUB').write(1_500_000))).toBe('15')
  expect(ru.moneyScale(0, 'RUB').unit).toBe('₽')
})

test('a band says a common unit once', () => {
  const band = (low: number, high: number) => plain(ru.band(ru.moneyCompact(low, 'RUB'), ru.moneyCompact(high, 'RUB')))
  expect(band(8_880_000_000, 11_600_000_000)).toBe('88,8 – 116 млн ₽')
  expect(band(57_000_000, 106_000_000)).toBe('570 тыс. ₽ – 1,06 млн ₽')
  expect(band(12_300, 45_600)).toBe('123 – 456 ₽')
  expect(plain(ru.band(ru.number(1200), ru.number(3400)))).toBe('1 200 – 3 400')
  expect(plain(en.band(en.share(0.123), en.share(0.45)))).toBe('12.3 – 45.0%')
})

test('a compact sum keeps its three figures, so that a column stands in line; on an axis it is round', () => {
  const sums = [430_000_000, 459_000_000, 1_200_000_000, 10_000_000_000, 500_000, 0]
  const shown = sums.map((minor) => plain(ru.moneyCompact(minor, 'RUB')))
  expect(shown).toEqual(['4,30 млн ₽', '4,59 млн ₽', '12,0 млн ₽', '100 млн ₽', '5,00 тыс. ₽', '0 ₽'])
  expect(sums.slice(0, 3).map((minor) => plain(ru.moneyOnAxis(minor, 'RUB')))).toEqual([
    '4,3 млн ₽',
    '4,59 млн ₽',
    '12 млн ₽',
  ])
})

test('a compact figure is rounded before its scale is chosen', () => {
  const compact = (value: number) => plain(ru.numberCompact(value))
  expect([0, 7, 999, 999.6, 1000, 1004, 999_499, 999_999, 1_234_567, 12_000_000, 7_900_000_000].map(compact)).toEqual([
    '0',
    '7',
    '999',
    '1 тыс.',
    '1 тыс.',
    '1 тыс.',
    '999 тыс.',
    '1 млн',
    '1,23 млн',
    '12 млн',
    '7,9 млрд',
  ])
  expect(compact(12_345_678_901_234_000)).toBe('12 300 трлн')
})

test('a compact figure is within half a percent of the full one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1000, max: 999_000_000_000 }), (value) => {
      const [figure = '', scale = ''] = en.numberCompact(value).split('\u00A0')
      const shown = Number(figure) * { k: 1e3, M: 1e6, B: 1e9 }[scale]!
      expect(Math.abs(shown / value - 1)).toBeLessThanOrEqual(0.005)
    }),
  )
})

test('shares and points', () => {
  expect(both((f) => f.share(0.124))).toEqual(['12,4 %', '12.4%'])
  expect(both((f) => f.share(1.05, { digits: 0 }))).toEqual(['105 %', '105%'])
  expect(both((f) => f.share(0.25, { signed: true }))).toEqual(['+25,0 %', '+25.0%'])
  expect(both((f) => f.points(0.032))).toEqual(['+3,2 п.п.', '+3.2 pp'])
  expect(both((f) => f.points(-0.11, 0))).toEqual(['−11 п.п.', '−11 pp'])
  expect(both((f) => f.points(-0.0001))).toEqual(['0,0 п.п.', '0.0 pp'])
})

test('no base is «н/д», never 0', () => {
  expect(both((f) => f.share(null))).toEqual(['н/д', 'n/a'])
  const all = [ru.number(null), ru.money(null, 'RUB'), ru.moneyExact(null, 'RUB'), ru.moneyCompact(null, 'RUB')]
  const rest = [ru.points(null), ru.day(null), ru.dayFull(null), ru.duration(null), ru.numberCompact(null)]
  expect(new Set([...all, ...rest])).toEqual(new Set(['н/д']))
})

test('days and months', () => {
  const day = asDay('2026-11-21')
  expect(both((f) => f.day(day))).toEqual(['21 нояб.', '21 Nov'])
  expect(both((f) => f.dayFull(day))).toEqual(['21.11.2026', '21 Nov 2026'])
  expect(both((f) => f.dayLong(day))).toEqual(['21 ноября', '21 November'])
  expect(both((f) => f.weekday(day))).toEqual(['сб', 'Sat'])
  expect(both((f) => f.month(asMonth('2026-11')))).toEqual(['ноябрь 2026', 'November 2026'])
  expect(both((f) => f.day(asDay('2026-05-09')))).toEqual(['9 мая', '9 May'])
})

test('names of periods', () => {
  const names = (key: string) => both((f) => f.period(asPeriod(key)))
  expect(names('2026-11')).toEqual(['Ноябрь 2026', 'November 2026'])
  expect(names('2026-Q4')).toEqual(['IV квартал 2026', 'Q4 2026'])
  expect(names('2026')).toEqual(['2026 год', '2026'])
  expect(names('2026-W47')).toEqual(['Неделя 47, 2026', 'Week 47, 2026'])
  expect(names('2026-11-21')).toEqual(['21 нояб. 2026', '21 Nov 2026'])
  expect(names('2026-11-01..2026-11-15')).toEqual(['1–15 нояб. 2026', '1–15 Nov 2026'])
  expect(names('2026-10-20..2026-11-15')).toEqual(['20 окт. – 15 нояб. 2026', '20 Oct – 15 Nov 2026'])
  expect(names('2025-12-20..2026-01-15')).toEqual(['20 дек. 2025 – 15 янв. 2026', '20 Dec 2025 – 15 Jan 2026'])
})

test('a moment is shown on the wall of the zone', () => {
  const [moscow, vladivostok] = [asTimeZone('Europe/Moscow'), asTimeZone('Asia/Vladivostok')]
  const moment = '2026-11-20T21:05:00Z'
  expect(both((f) => f.dateTime(moment, moscow))).toEqual(['21.11.2026, 00:05', '21 Nov 2026, 00:05'])
  expect(both((f) => f.time(moment, vladivostok))).toEqual(['07:05', '07:05'])
})

test('the day of a moment is that of the zone, and not of Greenwich', () => {
  const zones = ['Europe/Moscow', 'Asia/Vladivostok', 'America/New_York', 'Asia/Kathmandu'].map(asTimeZone)
  const moment = '2026-11-20T21:05:00Z'
  expect(zones.map((zone) => ru.dayOf(moment, zone))).toEqual(['2026-11-21', '2026-11-21', '2026-11-20', '2026-11-21'])
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1950), max: Date.UTC(2099) }),
      fc.constantFrom(...zones),
      (at, zone) => ru.dayOf(at, zone) === dayOf(at, zone),
    ),
  )
})

test('durations in their two largest units', () => {
  const hour = 3600
  const shown = (seconds: number) => plain(ru.duration(seconds))
  expect(shown(76 * hour)).toBe('3 дн 4 ч')
  expect([0, 20, 45 * 60, hour, 6000, 24 * hour, 57 * 24 * hour].map(shown)).toEqual([
    '0 мин',
    '< 1 мин',
    '45 мин',
    '1 ч',
    '1 ч 40 мин',
    '1 дн',
    '57 дн',
  ])
  expect(shown(-2 * 24 * hour)).toBe('−2 дн')
  expect(plain(ru.duration(13 * hour, 9))).toBe('1 дн 4 ч')
  expect(plain(en.duration(76 * hour))).toBe('3 d 4 h')
})

test('a figure and its word', () => {
  const deals = { one: 'сделка', few: 'сделки', many: 'сделок' }
  expect([1, 3, 1234, 5000].map((n) => plain(ru.counted(n, deals)))).toEqual([
    '1 сделка',
    '3 сделки',
    '1 234 сделки',
    '5 000 сделок',
  ])
})

test('one set of functions a language', () => {
  expect(formats('ru')).toBe(ru)
  expect(formats('en')).not.toBe(ru)
})
