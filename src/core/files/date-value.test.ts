import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DateOrder, parseDate } from './date-value.ts'

function date(text: string, order?: DateOrder): string {
  const found = parseDate(text, order)
  if (!found.ok) return found.reason
  const { day, time, offset } = found.value
  return [day, time, offset].filter((part) => part !== undefined).join(' ')
}

describe('a date in a cell', () => {
  test.each([
    ['2024-06-21', '2024-06-21'],
    ['2017/08/25', '2017-08-25'],
    ['2017.8.5', '2017-08-05'],
    ['21.06.2024 15:30', '2024-06-21 15:30:00'],
    ['21.06.2024 15:30:45', '2024-06-21 15:30:45'],
    ['21.06.2024 в 9:05', '2024-06-21 09:05:00'],
    ['26-02-2018', '2018-02-26'],
    ['21.06.24', '2024-06-21'],
    ['2024-06-21T15:30:00+03:00', '2024-06-21 15:30:00 +03:00'],
    ['2024-06-21T15:30:00.123Z', '2024-06-21 15:30:00 Z'],
    ['2024-06-21 15:30:00+0300', '2024-06-21 15:30:00 +03:00'],
    ['2024-06-21 10:00:00.000', '2024-06-21 10:00:00'],
    ['45464.5', '2024-06-21 12:00:00'],
    ['45464', '2024-06-21'],
    ['1719000000', '2024-06-21 20:00:00 Z'],
    ['1719000000000', '2024-06-21 20:00:00 Z'],
    ['20240621', '2024-06-21'],
    ['21 июня 2024 г.', '2024-06-21'],
    ['4 мая 2024, 10:15', '2024-05-04 10:15:00'],
    ['21-Jun-2024', '2024-06-21'],
    ['June 21, 2024', '2024-06-21'],
    ["'21.06.2024", '2024-06-21'],
    ['29.02.2024', '2024-02-29'],
  ])('%s', (text, expected) => {
    expect(date(text)).toBe(expected)
  })

  test('the American order, with its half-days', () => {
    expect(date('6/21/2024 3:30 PM', 'MDY')).toBe('2024-06-21 15:30:00')
    expect(date('6/21/2024 12:05 am', 'MDY')).toBe('2024-06-21 00:05:00')
    expect(date('06/07/2024', 'MDY')).toBe('2024-06-07')
    expect(date('06/07/2024', 'DMY')).toBe('2024-07-06')
  })

  test('years outside of 1970…2100 are refused with their reason', () => {
    for (const text of ['0021-06-21', '21.06.0021', '2999-01-01', '01.01.1900', '1969-12-31'])
      expect(date(text)).toBe('YEAR_OUT_OF_RANGE')
    expect(date('1970-01-01')).toBe('1970-01-01')
    expect(date('31.12.2100')).toBe('2100-12-31')
  })

  test('days that do not exist and texts that are no dates', () => {
    for (const text of ['31.02.2024', '29.02.2023', '6/21/2024', '2024-13-01', '00.01.2024'])
      expect(date(text)).toBe('NO_SUCH_DAY')
    for (const text of [
      'не закрыта',
      '12:30',
      'Mon',
      '2024',
      '5',
      '21.06.2024 25:00',
      '21 foo 2024',
      'x'.repeat(5_000),
      '8 916 123 45 67',
    ]) {
      expect(date(text)).toBe('NOT_A_DATE')
    }
    expect(date('')).toBe('EMPTY')
  })
})

test('any day of 1970…2100 in any spelling is the same day', () => {
  const days = fc
    .integer({ min: 0, max: 47_846 })
    .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, fc.constantFrom('-', '/', '.'), (day, mark) => {
      const [year, month, dayOfMonth] = day.split('-') as [string, string, string]
      expect(date([year, month, dayOfMonth].join(mark), 'MDY')).toBe(day)
      expect(date([dayOfMonth, month, year].join(mark), 'DMY')).toBe(day)
      expect(date([Number(month), Number(dayOfMonth), year].join(mark), 'MDY')).toBe(day)
      expect(date(String(Date.parse(day) / 86_400_000 + 25_569))).toBe(day)
    }),
  )
})
